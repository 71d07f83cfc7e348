package io.tokentally.domain.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What applying a price bundle would change.
 *
 * @param bundle which can be applied: whatever speaks against it would have been thrown
 * @param changes by version, new models first
 */
public record BundleReview(PriceBundle bundle, List<Change> changes) {

    private static final int MAX_FINDINGS = 3;

    /** How a version is another than before. */
    public enum Kind {
        /** A model, or a tier of one, that had no price before. */
        NEW_MODEL,
        /** A price from a day on. */
        NEW_PRICE,
        /** It stands in for a version that was wrong. */
        CORRECTION,
        /** It prices nothing any more. */
        WITHDRAWN,
        /** It ends on another day, or on none. */
        END,
        /** It is for other names of the model. */
        NAMES,
        /** A model ends on a day that was not known, or another than was said. */
        SHUTDOWN
    }

    /**
     * One difference.
     *
     * @param after the version as the bundle has it; absent for a shutdown
     * @param before the version before, or for a new one the price that counted on its first day; absent where there was none
     * @param shutdown absent for a price
     */
    public record Change(
            Kind kind,
            @Nullable ModelPrice after,
            @Nullable ModelPrice before,
            @Nullable ModelLifecycle shutdown) {

        static Change of(Kind kind, ModelPrice after, @Nullable ModelPrice before) {
            return new Change(kind, after, before, null);
        }
    }

    public BundleReview {
        changes = List.copyOf(changes);
    }

    /**
     * Looks through a bundle.
     *
     * @param builtIn the edition that comes along
     * @param inForce that and what was applied so far
     * @param applied the bundle that was applied last; absent if none was
     * @param today in UTC
     * @throws PriceRefusedException if it is not later than what counts, says something else of a version that is known,
     *     contradicts another price, or is found suspect by the lint
     */
    public static BundleReview of(
            PriceBundle bundle,
            PriceEdition builtIn,
            PriceEdition inForce,
            @Nullable BundleRelease applied,
            LocalDate today) {
        if (applied != null) {
            bundle.release().requireAfter(applied);
        }
        bundle.release().requireAfter(builtIn.date(), today);
        Map<String, ModelPrice> known = inForce.prices().stream()
                .collect(Collectors.toMap(ModelPrice::version, price -> price, (one, other) -> one, HashMap::new));
        bundle.edition().prices().forEach(price -> requireUnchanged(known.get(price.version()), price));
        PriceEdition after = inForce.updatedBy(bundle.edition());
        requireConsistent(after);
        requireNothingSuspect(inForce, after);
        return new BundleReview(bundle, changes(known, inForce, after));
    }

    private static void requireUnchanged(@Nullable ModelPrice before, ModelPrice after) {
        if (before == null) {
            return;
        }
        if (!before.terms().chargesAs(after.terms())
                || !before.validity().from().equals(after.validity().from())
                || !Objects.equals(before.corrects(), after.corrects())) {
            throw new PriceRefusedException(
                    "The price bundle says something else of %s than is known. A version that calls were priced by never changes: a correction is another version."
                            .formatted(before.version()));
        }
        if (before.isWithdrawn() && !after.isWithdrawn()) {
            throw new PriceRefusedException(
                    "The price bundle brings %s back, which was withdrawn. What is right again is another version."
                            .formatted(before.version()));
        }
    }

    private static void requireConsistent(PriceEdition after) {
        try {
            after.book();
        } catch (IllegalArgumentException e) {
            throw new PriceRefusedException(
                    "The price bundle contradicts itself or what is known: %s".formatted(e.getMessage()), e);
        }
    }

    private static void requireNothingSuspect(PriceEdition before, PriceEdition after) {
        Set<String> known = PriceLint.findings(before.prices()).stream()
                .map(PriceLint.Finding::what)
                .collect(Collectors.toSet());
        List<String> found = PriceLint.findings(after.prices()).stream()
                .map(PriceLint.Finding::what)
                .filter(what -> !known.contains(what))
                .toList();
        if (!found.isEmpty()) {
            String more = found.size() > MAX_FINDINGS ? "; and %d more".formatted(found.size() - MAX_FINDINGS) : "";
            throw new PriceRefusedException("The price bundle has prices that are suspect: %s"
                    .formatted(found.stream().limit(MAX_FINDINGS).collect(Collectors.joining("; ")) + more));
        }
    }

    private static List<Change> changes(Map<String, ModelPrice> known, PriceEdition before, PriceEdition after) {
        PriceBook old = before.book();
        List<Change> changes = new ArrayList<>();
        for (ModelPrice price : after.prices()) {
            ModelPrice was = known.get(price.version());
            if (was == null) {
                changes.add(entered(old, price));
            } else if (price.isWithdrawn() && !was.isWithdrawn()) {
                changes.add(Change.of(Kind.WITHDRAWN, price, was));
            } else if (!Objects.equals(price.validity().until(), was.validity().until())) {
                changes.add(Change.of(Kind.END, price, was));
            } else if (!Set.copyOf(price.terms().matches())
                    .equals(Set.copyOf(was.terms().matches()))) {
                changes.add(Change.of(Kind.NAMES, price, was));
            }
        }
        Set<ModelLifecycle> ends = new HashSet<>(before.lifecycles());
        after.lifecycles().stream()
                .filter(lifecycle -> !ends.contains(lifecycle))
                .forEach(lifecycle -> changes.add(new Change(Kind.SHUTDOWN, null, null, lifecycle)));
        changes.sort((one, other) -> one.kind().compareTo(other.kind()));
        return changes;
    }

    private static Change entered(PriceBook old, ModelPrice price) {
        ModelPrice instead = old.find(new PriceQuery(
                        price.provider(),
                        price.model(),
                        price.serviceTier(),
                        null,
                        price.validity().from()))
                .orElse(null);
        if (price.corrects() != null) {
            return Change.of(Kind.CORRECTION, price, instead);
        }
        return Change.of(instead == null ? Kind.NEW_MODEL : Kind.NEW_PRICE, price, instead);
    }
}
