package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds prices by the names of models. What was found for a name is remembered, since the same few names come again. */
final class PriceIndex {

    /** Bounds what callers can make it remember by making names up. */
    private static final int MAX_REMEMBERED = 10_000;

    private record ProviderTier(Provider provider, ServiceTier serviceTier) {}

    private record Asked(Provider provider, ServiceTier serviceTier, ModelName model) {}

    /** Recorded together, and so not one in place of the other. */
    private record Batch(ProviderTier providerTier, Provenance.Origin origin, Instant recordedAt) {}

    private record Entry(ModelPattern pattern, ModelPrice price) {

        static final Comparator<Entry> MOST_SPECIFIC_FIRST = Comparator.<Entry>comparingInt(
                        entry -> entry.pattern().specificity())
                .reversed();

        static final Comparator<Entry> IN_ORDER_OF_PRECEDENCE = Comparator.comparing(Entry::origin)
                .reversed()
                .thenComparing(MOST_SPECIFIC_FIRST)
                .thenComparing(Comparator.comparing(Entry::recordedAt).reversed());

        boolean isOf(Provenance.Origin origin) {
            return origin() == origin;
        }

        Provenance.Origin origin() {
            return price.provenance().origin();
        }

        Instant recordedAt() {
            return price.provenance().recordedAt();
        }
    }

    private final Map<ProviderTier, List<Entry>> patterns = new HashMap<>();
    private final Map<Asked, List<Entry>> names = new HashMap<>();
    private final RecentlyFound<Asked, List<ModelPrice>> remembered = new RecentlyFound<>(MAX_REMEMBERED);

    PriceIndex(List<ModelPrice> prices) {
        Map<Batch, List<Entry>> batches = new HashMap<>();
        Set<String> versions = new HashSet<>();
        for (ModelPrice price : prices) {
            if (!versions.add(price.version())) {
                throw new IllegalArgumentException("There are two prices with the version " + price.version());
            }
            if (price.isWithdrawn()) {
                continue;
            }
            ProviderTier providerTier = new ProviderTier(price.provider(), price.serviceTier());
            for (ModelPattern pattern : price.terms().matches()) {
                Entry entry = new Entry(pattern, price);
                add(providerTier, entry);
                batches.computeIfAbsent(
                                new Batch(providerTier, entry.origin(), entry.recordedAt()), batch -> new ArrayList<>())
                        .add(entry);
            }
        }
        batches.values().forEach(PriceIndex::requireNoTies);
    }

    private void add(ProviderTier providerTier, Entry entry) {
        if (entry.pattern().isExact()) {
            ModelName name = new ModelName(entry.pattern().text());
            names.computeIfAbsent(
                            new Asked(providerTier.provider(), providerTier.serviceTier(), name),
                            asked -> new ArrayList<>())
                    .add(entry);
        } else {
            patterns.computeIfAbsent(providerTier, key -> new ArrayList<>()).add(entry);
        }
    }

    private static void requireNoTies(List<Entry> batch) {
        Map<Object, List<Entry>> rivals = new HashMap<>();
        for (Entry entry : batch) {
            Object rank = entry.pattern().isExact()
                    ? entry.pattern()
                    : entry.pattern().specificity();
            List<Entry> others = rivals.computeIfAbsent(rank, key -> new ArrayList<>());
            others.forEach(other -> requireNoTie(other, entry));
            others.add(entry);
        }
    }

    private static void requireNoTie(Entry first, Entry second) {
        ModelPrice price = first.price();
        ModelPrice other = second.price();
        if (price.version().equals(other.version())
                || !price.validity().overlaps(other.validity())
                || !first.pattern().intersects(second.pattern())) {
            return;
        }
        throw new IllegalArgumentException(
                first.pattern().equals(second.pattern())
                        ? "Prices %s and %s are valid at the same time for %s"
                                .formatted(price.version(), other.version(), first.pattern())
                        : "Prices %s and %s are valid at the same time, and for a name that matches both %s and %s neither is the more specific"
                                .formatted(price.version(), other.version(), first.pattern(), second.pattern()));
    }

    /** @param latest leaves out prices of an origin that comes after this one */
    @Nullable
    ModelPrice find(PriceQuery query, Provenance.Origin latest) {
        List<ModelPrice> matching =
                remembered.find(new Asked(query.provider(), query.serviceTier(), query.model()), this::matching);
        for (int i = 0; i < matching.size(); i++) {
            ModelPrice price = matching.get(i);
            if (price.provenance().origin().compareTo(latest) <= 0
                    && price.validity().contains(query.instant())) {
                return price;
            }
        }
        return null;
    }

    private List<ModelPrice> matching(Asked asked) {
        List<Entry> entries = entriesOf(asked);
        Optional<Entry> listed = listed(entries);
        if (listed.isPresent()) {
            List<Entry> strangers = entries.stream()
                    .filter(entry -> isStranger(entry, listed.get(), asked))
                    .toList();
            entries.removeAll(strangers);
            entries.addAll(strangers);
        }
        return entries.stream().map(Entry::price).distinct().toList();
    }

    /** Whether a map's price is there for another model, by a pattern that says less of the name than the list's does. */
    private boolean isStranger(Entry entry, Entry listed, Asked asked) {
        if (!entry.isOf(Provenance.Origin.IMPORTED)
                || entry.pattern().specificity() >= listed.pattern().specificity()) {
            return false;
        }
        return listed(entriesOf(new Asked(
                        asked.provider(), asked.serviceTier(), entry.price().model())))
                .filter(same -> same.price().model().equals(listed.price().model()))
                .isEmpty();
    }

    private static Optional<Entry> listed(List<Entry> inOrder) {
        return inOrder.stream()
                .filter(entry -> entry.isOf(Provenance.Origin.BUILT_IN))
                .findFirst();
    }

    private List<Entry> entriesOf(Asked asked) {
        List<Entry> entries = new ArrayList<>(names.getOrDefault(asked, List.of()));
        for (Entry entry : patterns.getOrDefault(new ProviderTier(asked.provider(), asked.serviceTier()), List.of())) {
            if (entry.pattern().matches(asked.model().value())) {
                entries.add(entry);
            }
        }
        entries.sort(Entry.IN_ORDER_OF_PRECEDENCE);
        return entries;
    }
}
