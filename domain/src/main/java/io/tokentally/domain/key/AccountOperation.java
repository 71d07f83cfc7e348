package io.tokentally.domain.key;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request does in a provider's account, as its method, path and query tell.
 *
 * @param group absent if the adapter does not know such a path
 * @param ids what it works on, by the provider's identifiers
 * @param withinIds parts of {@code ids}, which the provider finds there alone
 * @param models that the path names, each of which the key must be allowed; those that the body names are {@link NamedInBody}'s
 * @param callsModel whether its body must name a model
 * @param uploads whether a form that it brings is a file, and names nothing in the account
 */
public record AccountOperation(
        @Nullable OperationGroup group,
        Set<String> ids,
        Set<String> withinIds,
        Set<String> models,
        boolean callsModel,
        boolean uploads,
        Answers answers) {

    /** A path that the adapter does not know. */
    public static final AccountOperation UNKNOWN =
            new AccountOperation(null, Set.of(), Set.of(), Set.of(), false, false, Answers.NOTHING_NEW);

    public AccountOperation {
        ids = Set.copyOf(ids);
        withinIds = Set.copyOf(withinIds);
        models = Set.copyOf(models);
    }

    /** One whose path names no model. */
    public AccountOperation(
            @Nullable OperationGroup group,
            Set<String> ids,
            Set<String> withinIds,
            boolean callsModel,
            boolean uploads,
            Answers answers) {
        this(group, ids, withinIds, Set.of(), callsModel, uploads, answers);
    }

    /** One that calls the model which its path names. */
    public static AccountOperation ofModel(String model) {
        return new AccountOperation(
                OperationGroup.MODELS, Set.of(), Set.of(), Set.of(model), false, false, Answers.NOTHING_NEW);
    }

    /** Whose are the identifiers that the answer tells. */
    public enum Answers {
        /** Nobody's that are not known by then. */
        NOTHING_NEW,
        /** The caller's, who has it made. */
        OF_THE_CALLER,
        /** Of whoever has what the path names: a batch's output belongs to whoever made the batch. */
        OF_THE_OWNER
    }
}
