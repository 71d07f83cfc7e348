package io.tokentally.adapter.metrics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.usage.UsageRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of models that metrics tell: those of the installation's price book. Callers can think up as many others as they like,
 * and wherever the book takes many names for a model, as many of these.
 */
final class ModelLabels {

    /** Any name that the book does not know. */
    static final String OTHER = "_OTHER";

    /** How many names that only a pattern of the book takes are told by themselves; the rest by the model's own. */
    static final int MAX_SERVED = 200;

    private static final int MAX_REMEMBERED = 2_000;

    private final PriceBook priceBook;
    private final Map<Provider, List<Known>> book = new HashMap<>();
    private final Cache<Asked, String> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /** No cache: a name that is told once is told for good, or the series of its metrics would end. */
    private final Set<String> served = ConcurrentHashMap.newKeySet();

    private record Known(ModelPattern pattern, ModelName model) {}

    private record Asked(Provider provider, ModelName name) {}

    ModelLabels(PriceBook priceBook) {
        this.priceBook = priceBook;
        for (ModelPrice price : priceBook.prices()) {
            List<Known> ofProvider = book.computeIfAbsent(price.provider(), absent -> new ArrayList<>());
            for (ModelPattern pattern : price.terms().matches()) {
                Known known = new Known(pattern, price.model());
                if (!ofProvider.contains(known)) {
                    ofProvider.add(known);
                }
            }
        }
        Comparator<Known> mostSpecificFirst = Comparator.<Known>comparingInt(
                        known -> known.pattern().specificity())
                .reversed();
        book.values().forEach(ofProvider -> ofProvider.sort(mostSpecificFirst));
    }

    /** The model that the caller asked for. */
    String asked(UsageRecord usageRecord) {
        return known(usageRecord.provider(), usageRecord.model());
    }

    /** The model that answered, as its provider named it; where there was no answer, the one asked for. */
    String served(UsageRecord usageRecord) {
        ModelName name = usageRecord.servedModel();
        if (name == null) {
            return asked(usageRecord);
        }
        String known = known(usageRecord.provider(), name);
        boolean tellsMore = !known.equals(OTHER) && !known.equals(name.value());
        return tellsMore && isTold(name.value()) ? name.value() : known;
    }

    private boolean isTold(String name) {
        return served.contains(name) || (served.size() < MAX_SERVED && served.add(name));
    }

    private String known(Provider provider, ModelName name) {
        return remembered.get(new Asked(provider, name), this::find);
    }

    private String find(Asked asked) {
        String name = asked.name().value();
        for (Known known : priceBook
                .listedAs(asked.provider())
                .map(provider -> book.getOrDefault(provider, List.of()))
                .orElse(List.of())) {
            if (known.pattern().matches(name)) {
                return known.pattern().isExact() ? name : known.model().value();
            }
        }
        return OTHER;
    }
}
