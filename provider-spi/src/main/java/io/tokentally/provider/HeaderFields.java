package io.tokentally.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of a request or a response, to be read while the method runs that is given them. */
@FunctionalInterface
public interface HeaderFields {

    /** No header at all. */
    HeaderFields NONE = name -> List.of();

    /** The values of all headers of that name, whichever case it is written in. */
    List<String> values(String name);

    /** The first value of that name. */
    default @Nullable String first(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? null : values.getFirst();
    }
}
