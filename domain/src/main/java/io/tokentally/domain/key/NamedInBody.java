package io.tokentally.domain.key;

import java.util.Set;

/**
 * What the body of a request names.
 *
 * @param readable whether the body can be understood in one way only; if not, nothing is said of it
 * @param models every model that it names, wherever
 * @param namesModel whether it names one where the provider looks for the model to call
 * @param ids the provider's identifiers of what is in the account
 */
public record NamedInBody(boolean readable, Set<String> models, boolean namesModel, Set<String> ids) {

    /** A request without a body. */
    public static final NamedInBody NOTHING = new NamedInBody(true, Set.of(), false, Set.of());

    /** A body that could be understood in more ways than one, or in none. */
    public static final NamedInBody UNREADABLE = new NamedInBody(false, Set.of(), false, Set.of());

    public NamedInBody {
        models = Set.copyOf(models);
        ids = Set.copyOf(ids);
    }
}
