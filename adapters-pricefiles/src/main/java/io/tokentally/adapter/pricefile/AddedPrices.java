package io.tokentally.adapter.pricefile;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceRefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The prices that come with a provider. One that cannot be used is told of in the log, and its calls are unpriced. */
record AddedPrices(String name, List<ModelPrice> prices) {

    private static final Logger LOG = LoggerFactory.getLogger(AddedPrices.class);

    private record Priced(Provider provider, ModelName model) {

        static Priced of(ModelPrice price) {
            return new Priced(price.provider(), price.model());
        }
    }

    /** What such a file holds; nothing if it cannot be used. */
    static Optional<AddedPrices> read(PriceFiles.Added file) {
        try {
            List<ModelPrice> prices =
                    FileListPrices.read(file.name(), file.content()).priceBook().prices();
            Optional<ModelPrice> foreign = prices.stream()
                    .filter(price -> !file.providers().contains(price.provider()))
                    .findFirst();
            if (foreign.isPresent()) {
                LOG.error(
                        "The prices of {} are not used: it prices {}, and may price no provider but {}. Its calls are unpriced.",
                        file.name(),
                        foreign.get().provider(),
                        file.providers());
                return Optional.empty();
            }
            return Optional.of(new AddedPrices(file.name(), prices));
        } catch (PriceRefusedException e) {
            LOG.error("The prices of {} are not used, and its calls are unpriced: {}", file.name(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The book with the prices of models that it had none of. */
    PriceBook addTo(PriceBook book) {
        Set<Priced> priced = book.prices().stream().map(Priced::of).collect(Collectors.toSet());
        List<ModelPrice> more = prices.stream()
                .filter(price -> !priced.contains(Priced.of(price)))
                .toList();
        try {
            return book.with(more, List.of());
        } catch (IllegalArgumentException e) {
            LOG.error("The prices of {} are not used: they contradict those that are there: {}", name, e.getMessage());
            return book;
        }
    }
}
