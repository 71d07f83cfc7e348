package io.tokentally.domain.budget;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of a call that somebody asks about: as much as they say, and the rest may be anything. */
public record CallTraits(
        @Nullable UserId user,
        @Nullable VirtualKeyId key,
        @Nullable Endpoint endpoint,
        @Nullable Operation operation,
        @Nullable Provider provider,
        @Nullable ModelName model,
        Map<String, String> tags) {

    /** Whether a budget is for such a call. */
    public enum Bound {
        ALWAYS,
        /** What is not said of the call decides. */
        PERHAPS,
        NEVER
    }

    public CallTraits {
        tags = Map.copyOf(tags);
    }

    public Bound by(BudgetSelector selector) {
        return Stream.of(
                        bound(selector.user(), user),
                        bound(selector.key(), key),
                        bound(selector.endpoint(), endpoint),
                        bound(selector.operation(), operation),
                        bound(selector.provider(), provider),
                        selector.model() == null
                                ? Bound.ALWAYS
                                : model == null
                                        ? Bound.PERHAPS
                                        : bound(selector.model().matches(model.value())),
                        selector.tag() == null
                                ? Bound.ALWAYS
                                : bound(
                                        selector.tag().value(),
                                        tags.get(selector.tag().name())))
                .max(Bound::compareTo)
                .orElseThrow();
    }

    /** Whether it counts for an amount, or may: nothing is said of it that tells otherwise. */
    public boolean mayCountFor(@Nullable BudgetDimension forEach, BudgetSubject subject) {
        if (forEach == null) {
            return true;
        }
        Object value = switch (forEach) {
            case USER -> user;
            case KEY -> key;
            case ENDPOINT -> endpoint;
            case OPERATION -> operation;
            case PROVIDER -> provider;
            case MODEL -> model;
        };
        return value == null || value.toString().equals(subject.value());
    }

    /** Likewise of a budget's amounts. */
    public boolean mayCountForAmount(BudgetTerms terms, BudgetSubject subject) {
        String tag = terms.forEachTag();
        if (tag == null) {
            return mayCountFor(terms.forEach(), subject);
        }
        String value = tags.get(tag);
        return value == null || value.equals(subject.value());
    }

    private static Bound bound(@Nullable Object wanted, @Nullable Object known) {
        if (wanted == null) {
            return Bound.ALWAYS;
        }
        return known == null ? Bound.PERHAPS : bound(wanted.equals(known));
    }

    private static Bound bound(boolean matches) {
        return matches ? Bound.ALWAYS : Bound.NEVER;
    }
}
