package io.tokentally.domain.key;

import io.tokentally.domain.key.KeyVerdict.Reason;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may be done with a virtual key: an allow-list. What it does not name is refused.
 *
 * @param unrestricted whether it may do whatever the provider lets the account do; the rest then says nothing
 * @param operations the kinds of requests
 * @param paths requests besides, by method and path
 * @param calls the API's operations that may be called, whichever feature calls; empty for any
 * @param models that may be named; empty for any
 * @param providers that may be called; empty for any
 * @param resources whose files, batches and the like may be named
 * @param unknownIds whether what nobody is known to have made may be named
 * @param tellsBudgets whether answers tell what is left of budgets; allows nothing, and is said of unrestricted ones too
 * @param outputTokens the limit on each answer of calls whose request sets none; absent for none. It forbids nothing, and is said
 *     of unrestricted ones too
 */
public record KeyPolicy(
        boolean unrestricted,
        Set<OperationGroup> operations,
        List<PathRule> paths,
        Set<Operation> calls,
        List<ModelPattern> models,
        Set<Provider> providers,
        ResourceScope resources,
        boolean unknownIds,
        boolean tellsBudgets,
        @Nullable Long outputTokens) {

    public static final int MAX_ENTRIES = 50;
    public static final long MAX_OUTPUT_TOKENS = 10_000_000;

    /** Everything, as keys could do before there were policies. */
    public static final KeyPolicy UNRESTRICTED =
            new KeyPolicy(true, Set.of(), List.of(), Set.of(), List.of(), Set.of(), ResourceScope.ORGANIZATION, true);

    /** Calls models, and uses nothing that the account keeps. */
    public static final KeyPolicy MODELS = allowing(Set.of(OperationGroup.MODELS));

    /** Calls models, and uses its own files, batches, responses and conversations. */
    public static final KeyPolicy STANDARD = allowing(EnumSet.of(OperationGroup.MODELS, OperationGroup.RESOURCES));

    /** @throws KeyRefusedException if it has too many entries, allows nothing at all, or limits answers to what is no limit */
    public KeyPolicy {
        operations = Set.copyOf(operations);
        paths = List.copyOf(paths);
        calls = Set.copyOf(calls);
        models = List.copyOf(models);
        providers = Set.copyOf(providers);
        requireFew("paths", paths.size());
        requireFew("operations", calls.size());
        requireFew("models", models.size());
        requireFew("providers", providers.size());
        if (!unrestricted && operations.isEmpty() && paths.isEmpty()) {
            throw new KeyRefusedException("A key that may do nothing is of no use. Choose what it may do.");
        }
        if (outputTokens != null && (outputTokens < 1 || outputTokens > MAX_OUTPUT_TOKENS)) {
            throw new KeyRefusedException("A key limits answers to between 1 and %d output tokens, not %d."
                    .formatted(MAX_OUTPUT_TOKENS, outputTokens));
        }
    }

    /** One that tells nothing of budgets, and limits no answer. */
    public KeyPolicy(
            boolean unrestricted,
            Set<OperationGroup> operations,
            List<PathRule> paths,
            Set<Operation> calls,
            List<ModelPattern> models,
            Set<Provider> providers,
            ResourceScope resources,
            boolean unknownIds) {
        this(unrestricted, operations, paths, calls, models, providers, resources, unknownIds, false, null);
    }

    private static KeyPolicy allowing(Set<OperationGroup> operations) {
        return new KeyPolicy(false, operations, List.of(), Set.of(), List.of(), Set.of(), ResourceScope.KEY, false);
    }

    private static void requireFew(String what, int number) {
        if (number > MAX_ENTRIES) {
            throw new KeyRefusedException("A key has at most %d %s, not %d.".formatted(MAX_ENTRIES, what, number));
        }
    }

    /** The same for these operations, models and providers only. */
    public KeyPolicy only(Set<Operation> someCalls, List<ModelPattern> someModels, Set<Provider> someProviders) {
        return new KeyPolicy(
                unrestricted,
                operations,
                paths,
                someCalls,
                someModels,
                someProviders,
                resources,
                unknownIds,
                tellsBudgets,
                outputTokens);
    }

    /** The same with answers that tell what is left of budgets, or that do not. */
    public KeyPolicy tellingBudgets(boolean tells) {
        return saying(tells, outputTokens);
    }

    /** The same with a limit on answers whose request sets none, or without. */
    public KeyPolicy limitingOutput(@Nullable Long tokens) {
        return saying(tellsBudgets, tokens);
    }

    private KeyPolicy saying(boolean tells, @Nullable Long tokens) {
        return new KeyPolicy(
                unrestricted, operations, paths, calls, models, providers, resources, unknownIds, tells, tokens);
    }

    /**
     * What the head of a request says to it, and the models that its path names.
     *
     * @param path as the provider's documentation has it, spelt plainly, without the query
     */
    public KeyVerdict judge(Provider provider, String method, String path, AccountOperation operation) {
        if (unrestricted) {
            return KeyVerdict.ALLOWED;
        }
        if (!providers.isEmpty() && !providers.contains(provider)) {
            return KeyVerdict.forbidden(Reason.PROVIDER);
        }
        OperationGroup group = operation.group();
        boolean allowed = (group != null && operations.contains(group))
                || paths.stream().anyMatch(rule -> rule.matches(method, path));
        return allowed ? judgeModels(operation.models()) : KeyVerdict.forbidden(reasonOf(group));
    }

    /** What the API's operation says to it. */
    public KeyVerdict judgeCall(Operation called) {
        return unrestricted || calls.isEmpty() || calls.contains(called)
                ? KeyVerdict.ALLOWED
                : KeyVerdict.forbidden(Reason.CALL);
    }

    private static Reason reasonOf(@Nullable OperationGroup group) {
        if (group == null) {
            return Reason.UNKNOWN_PATH;
        }
        return switch (group) {
            case MODELS -> Reason.MODELS;
            case RESOURCES -> Reason.RESOURCES;
            case LISTS -> Reason.LISTS;
            case ADMINISTRATION -> Reason.ADMINISTRATION;
        };
    }

    /** What the body says to it: every model that it names must be allowed, and one must be named where one is called. */
    public KeyVerdict judgeBody(AccountOperation operation, NamedInBody body) {
        if (unrestricted) {
            return KeyVerdict.ALLOWED;
        }
        if (!body.readable()) {
            return KeyVerdict.forbidden(Reason.BODY);
        }
        if (models.isEmpty()) {
            return KeyVerdict.ALLOWED;
        }
        if (operation.callsModel() && !body.namesModel()) {
            return KeyVerdict.forbidden(Reason.NO_MODEL);
        }
        return judgeModels(body.models());
    }

    private KeyVerdict judgeModels(Set<String> named) {
        boolean all = models.isEmpty()
                || named.stream().allMatch(name -> models.stream().anyMatch(pattern -> pattern.matches(name)));
        return all ? KeyVerdict.ALLOWED : KeyVerdict.forbidden(Reason.MODEL);
    }

    /**
     * Whether something may be named.
     *
     * @param owner who made it; absent if nobody is known to have
     * @param within whether the provider finds it within something else alone that was judged as well
     */
    public KeyVerdict judgeResource(ResourceOwner key, @Nullable ResourceOwner owner, boolean within) {
        if (unrestricted) {
            return KeyVerdict.ALLOWED;
        }
        if (owner == null) {
            return unknownIds || within ? KeyVerdict.ALLOWED : KeyVerdict.forbidden(Reason.UNKNOWN_ID);
        }
        boolean own = switch (resources) {
            case KEY -> owner.keyId().equals(key.keyId());
            case HOLDER -> owner.holder().equals(key.holder());
            case ORGANIZATION -> true;
        };
        return own ? KeyVerdict.ALLOWED : KeyVerdict.forbidden(Reason.FOREIGN_ID);
    }

    /** Whether it allows nothing that the other does not; of patterns, those count that both have word by word. */
    public boolean isWithin(KeyPolicy most) {
        if (most.unrestricted) {
            return true;
        }
        return !unrestricted
                && most.operations.containsAll(operations)
                && most.paths.containsAll(paths)
                && (most.calls.isEmpty() || (!calls.isEmpty() && most.calls.containsAll(calls)))
                && (most.models.isEmpty() || (!models.isEmpty() && most.models.containsAll(models)))
                && (most.providers.isEmpty() || (!providers.isEmpty() && most.providers.containsAll(providers)))
                && most.resources.holds(resources)
                && (most.unknownIds || !unknownIds);
    }

    /** The most that both allow, where that can be told: what it has and the other has not is left out. */
    public KeyPolicy cappedBy(KeyPolicy most) {
        if (isWithin(most)) {
            return this;
        }
        if (unrestricted) {
            return most.saying(tellsBudgets, outputTokens);
        }
        Set<OperationGroup> both =
                operations.stream().filter(most.operations::contains).collect(Collectors.toUnmodifiableSet());
        List<PathRule> commonPaths = paths.stream().filter(most.paths::contains).toList();
        if (both.isEmpty() && commonPaths.isEmpty()) {
            return most.saying(tellsBudgets, outputTokens);
        }
        return new KeyPolicy(
                false,
                both,
                commonPaths,
                Set.copyOf(common(List.copyOf(calls), List.copyOf(most.calls))),
                common(models, most.models),
                Set.copyOf(common(List.copyOf(providers), List.copyOf(most.providers))),
                most.resources.holds(resources) ? resources : most.resources,
                unknownIds && most.unknownIds,
                tellsBudgets,
                outputTokens);
    }

    private static <T> List<T> common(List<T> own, List<T> most) {
        if (most.isEmpty()) {
            return own;
        }
        List<T> both = own.stream().filter(most::contains).toList();
        return both.isEmpty() ? most : both;
    }
}
