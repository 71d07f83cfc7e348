package io.tokentally.adapter.pricefile;

import io.tokentally.application.port.out.pricing.PriceMapReader;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;

/** Reads each form by its own reader, all within the limits of {@link JsonFile}. */
@ParsesOutsideInput
final class FilePriceMapReader implements PriceMapReader {

    @Override
    public PriceMap read(PriceMap.Format format, String name, InputStream content, Instant validFrom) {
        return new JsonFile(JsonFile.shown(name), content).read(file -> {
            PriceMapCollector offered = new PriceMapCollector(validFrom);
            switch (format) {
                case TOKENTALLY -> readOwnForm(file, offered);
                case GENAI_PRICES -> GenaiPricesReader.read(file, offered);
                case LITELLM -> LiteLlmReader.read(file, offered);
            }
            return offered.map(source(format, name));
        });
    }

    /** A correction comes before what it corrects, so that it counts. */
    private static void readOwnForm(JsonLine file, PriceMapCollector offered) {
        PriceFileReader.read(file).prices().stream()
                .filter(price -> !price.isWithdrawn())
                .sorted(Comparator.comparing(
                                (ModelPrice price) -> price.provenance().recordedAt())
                        .reversed())
                .forEach(price -> offered.offer(
                        new PriceMap.Place(price.provider(), price.version(), file.line()), price.terms()));
    }

    private static String source(PriceMap.Format format, String name) {
        return switch (format) {
            case TOKENTALLY -> JsonFile.shown(name);
            case GENAI_PRICES -> "https://github.com/pydantic/genai-prices (%s)".formatted(JsonFile.shown(name));
            case LITELLM -> "https://github.com/BerriAI/litellm (%s)".formatted(JsonFile.shown(name));
        };
    }
}
