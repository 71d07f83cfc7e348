package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.PriceMap.Offer;
import io.tokentally.domain.pricing.PriceMap.Place;
import io.tokentally.domain.pricing.PriceMap.Remark;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an organization's book would take of a price map, after the same lint as the built-in book's. What cannot be believed is
 * left out, and what is suspect is taken; a remark says either.
 *
 * @param differences one for each price that is believed
 * @param remarks those of the map, then those of the lint
 */
public record ImportReview(List<PriceDifference> differences, List<Remark> remarks) {

    /** Prices change by less from one day to the next; a map that says so is wrong, or means something else by the field. */
    private static final BigDecimal MOST_TIMES = BigDecimal.TEN;

    private record Believed(Place place, PriceDifference difference) {}

    private record ProviderTier(Provider provider, ServiceTier tier) {

        static ProviderTier of(PriceTerms terms) {
            return new ProviderTier(terms.provider(), terms.serviceTier());
        }
    }

    public ImportReview {
        differences = List.copyOf(differences);
        remarks = List.copyOf(remarks);
    }

    /** What the book would take of the map. */
    public static ImportReview of(PriceBook book, PriceMap map) {
        List<Remark> remarks = new ArrayList<>(map.remarks());
        Map<String, Believed> believed = new LinkedHashMap<>();
        Set<String> contradicted = contradictedBy(map.offers());
        for (Offer offer : map.offers()) {
            if (contradicted.contains(versionOf(offer.terms()))) {
                remarks.add(leftOut(offer.place(), "it has another price at another place"));
                continue;
            }
            PriceDifference difference = PriceDifference.between(book, offer.terms());
            Optional<String> doubt = doubt(difference);
            if (doubt.isPresent()) {
                remarks.add(leftOut(offer.place(), doubt.get()));
            } else {
                believed.put(versionOf(difference.offered()), new Believed(offer.place(), difference));
            }
        }
        lint(believed, remarks);
        return new ImportReview(
                believed.values().stream().map(Believed::difference).toList(), remarks);
    }

    /** What a map prices twice, and not alike. */
    private static Set<String> contradictedBy(List<Offer> offers) {
        Map<String, PriceTerms> first = new HashMap<>();
        Set<String> contradicted = new HashSet<>();
        for (Offer offer : offers) {
            String version = versionOf(offer.terms());
            PriceTerms before = first.putIfAbsent(version, offer.terms());
            if (before != null && !before.equals(offer.terms())) {
                contradicted.add(version);
            }
        }
        return contradicted;
    }

    private static Optional<String> doubt(PriceDifference difference) {
        PriceTerms offered = difference.offered();
        ModelPrice current = difference.current();
        if (current == null) {
            return offered.rates().stream().allMatch(rate -> rate.base().price().isZero())
                    ? Optional.of("it costs nothing. Enter an own rate of 0 if that is so")
                    : Optional.empty();
        }
        for (TieredRate rate : offered.rates()) {
            Optional<Rate> before = current.terms().rateOf(rate.unit()).map(TieredRate::base);
            if (before.isPresent() && !before.get().price().isZero()) {
                if (rate.base().price().isZero()) {
                    return Optional.of("%s cost nothing in it, and %s per %d now"
                            .formatted(
                                    rate.unit(),
                                    before.get().price(),
                                    before.get().per()));
                }
                if (PriceLint.areApart(rate.base(), before.get(), MOST_TIMES)) {
                    return Optional.of("%s cost %s per %d in it, ten times more or less than the %s per %d of now"
                            .formatted(
                                    rate.unit(),
                                    rate.base().price(),
                                    rate.base().per(),
                                    before.get().price(),
                                    before.get().per()));
                }
            }
        }
        return Optional.empty();
    }

    /** Says what is suspect of the prices that are new or changed, and takes those out that cannot be believed. */
    private static void lint(Map<String, Believed> believed, List<Remark> remarks) {
        Provenance unentered =
                new Provenance(Provenance.Origin.IMPORTED, "lint", "lint", "lint", Provenance.FROM_THE_FIRST);
        List<PriceLint.Finding> findings = PriceLint.findings(believed.entrySet().stream()
                .map(entry -> new ModelPrice(
                        entry.getKey(), entry.getValue().difference().offered(), unentered))
                .toList());
        Set<String> unbelievable = new HashSet<>();
        for (PriceLint.Finding finding : findings) {
            for (String version : finding.versions()) {
                Believed about = Objects.requireNonNull(believed.get(version));
                if (!finding.believable()) {
                    remarks.add(leftOut(about.place(), finding.what()));
                    unbelievable.add(version);
                } else if (about.difference().kind() != PriceDifference.Kind.SAME) {
                    remarks.add(new Remark(about.place(), "it is taken, but look at it: " + finding.what()));
                }
            }
        }
        believed.keySet().removeAll(unbelievable);
    }

    private static Remark leftOut(Place place, String why) {
        return new Remark(place, "it is left out: " + why);
    }

    /** A name for the time of the review. */
    private static String versionOf(PriceTerms terms) {
        return "%s/%s/%s/%s"
                .formatted(
                        terms.provider(),
                        terms.model(),
                        terms.serviceTier(),
                        terms.validity().from());
    }

    /**
     * The terms to enter: what is new or changed, and what stays the same where a pattern of the former would match its name
     * from now on.
     */
    public List<PriceTerms> entered() {
        Map<ProviderTier, List<ModelPattern>> patterns = new HashMap<>();
        for (PriceDifference difference : differences) {
            if (difference.kind() != PriceDifference.Kind.SAME) {
                difference.offered().matches().stream()
                        .filter(pattern -> !pattern.isExact())
                        .forEach(pattern -> patterns.computeIfAbsent(
                                        ProviderTier.of(difference.offered()), key -> new ArrayList<>())
                                .add(pattern));
            }
        }
        return differences.stream()
                .filter(difference -> difference.kind() != PriceDifference.Kind.SAME
                        || patterns.getOrDefault(ProviderTier.of(difference.offered()), List.of()).stream()
                                .anyMatch(pattern -> pattern.matches(
                                        difference.offered().model().value())))
                .map(PriceDifference::offered)
                .toList();
    }
}
