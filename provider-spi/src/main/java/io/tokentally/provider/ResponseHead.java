package io.tokentally.provider;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The status and the headers of a response. */
public record ResponseHead(int status, HeaderFields headers) {

    private static final String CONTENT_TYPE = "content-type";
    private static final int FIRST_SUCCESS = 200;
    private static final int LAST_SUCCESS = 299;

    /** With no header but the one that names its type. */
    public static ResponseHead of(int status, @Nullable String contentType) {
        List<String> types = contentType == null ? List.of() : List.of(contentType);
        return new ResponseHead(status, name -> CONTENT_TYPE.equalsIgnoreCase(name) ? types : List.of());
    }

    public boolean isSuccess() {
        return status >= FIRST_SUCCESS && status <= LAST_SUCCESS;
    }

    /** Whether its content type begins so; {@code type} in lower case. */
    public boolean isOfType(String type) {
        return Objects.requireNonNullElse(headers.first(CONTENT_TYPE), "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .startsWith(type);
    }
}
