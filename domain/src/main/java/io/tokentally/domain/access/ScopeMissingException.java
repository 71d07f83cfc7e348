package io.tokentally.domain.access;

import io.tokentally.domain.access.Session.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An API token lacks the scope that a request needs. The message names it. */
public final class ScopeMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<Scope> wanted;

    /** @param wanted of which any would be enough, one at least */
    public ScopeMissingException(Collection<Scope> wanted) {
        super("This API token may not do that: it needs the scope %s. Make a token that has it."
                .formatted(wanted.stream()
                        .sorted()
                        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or "))));
        this.wanted = wanted.stream().sorted().toList();
    }

    public List<Scope> wanted() {
        return wanted;
    }
}
