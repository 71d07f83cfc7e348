package io.tokentally.benchmark;

import io.tokentally.adapter.pricefile.PriceBundleOptions;
import io.tokentally.adapter.pricefile.PriceFiles;
import io.tokentally.adapter.pricefile.PriceFilesConfiguration;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.UpstreamPrices;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * What it takes to price one call against the built-in book, and against books many times its size. The promise: well under
 * two microseconds, and no allocation that grows with the book.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PricingBenchmark {

    private static final Instant NOW = Instant.parse("2026-10-15T12:00:00Z");

    private static final UsageReading SHORT = reading(1_200, 8_000, 350);
    private static final UsageReading LONG = reading(40_000, 260_000, 2_000);

    /** How many times the built-in book. */
    @Param({"1", "10", "100"})
    public int size = 1;

    private @Nullable PriceBook book;

    /** Builds the book: the built-in one, and copies of it with other names of models. */
    @Setup(Level.Trial)
    public void buildBook() {
        PriceBook builtIn = builtInBook();
        List<ModelPrice> prices = new ArrayList<>(builtIn.prices());
        for (int copy = 1; copy < size; copy++) {
            for (ModelPrice price : builtIn.prices()) {
                prices.add(renamed(price, copy));
            }
        }
        book = new PriceBook(builtIn.currency(), prices);
    }

    /** The one that the application comes with. */
    static PriceBook builtInBook() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(Clock.class, Clock::systemUTC);
            context.registerBean(UpstreamPrices.class, () -> UpstreamPrices.OWN_NAMES);
            context.registerBean(PriceFiles.class, () -> new PriceFiles(Path.of("no-upload.json"), null, List.of()));
            context.registerBean(
                    PriceBundleOptions.class, () -> new PriceBundleOptions(List.of(), Path.of("no-bundles"), null));
            context.register(PriceFilesConfiguration.class);
            context.refresh();
            return context.getBean(ListPrices.class).priceBook();
        }
    }

    /** A snapshot's name, found by its pattern; three units. */
    @Benchmark
    public Cost shortCall() {
        return price("gpt-4.1-nano-2025-04-14", null, SHORT);
    }

    /** A model with two versions, long inputs, a region and three units. */
    @Benchmark
    public Cost longCallInARegion() {
        return price("gpt-5.6-luna", new Region("eu"), LONG);
    }

    /** A name that no price matches. */
    @Benchmark
    public Cost unknownModel() {
        return price("no-such-model", null, SHORT);
    }

    private Cost price(String model, @Nullable Region region, UsageReading reading) {
        if (book == null) {
            throw new IllegalStateException("The book is not built yet");
        }
        return book.costOf(
                new PriceQuery(Provider.OPENAI, new ModelName(model), ServiceTier.STANDARD, region, NOW), reading);
    }

    private static UsageReading reading(long input, long cached, long output) {
        return new UsageReading.Reported(Quantities.builder()
                .add(UsageUnit.INPUT_TOKENS, input)
                .add(UsageUnit.CACHED_INPUT_TOKENS, cached)
                .add(UsageUnit.OUTPUT_TOKENS, output)
                .build());
    }

    private static ModelPrice renamed(ModelPrice price, int copy) {
        String front = "copy%d-".formatted(copy);
        PriceTerms terms = price.terms();
        return new ModelPrice(
                front + price.version(),
                new PriceTerms(
                        terms.provider(),
                        new ModelName(front + terms.model()),
                        terms.matches().stream()
                                .map(pattern -> new ModelPattern(front + pattern))
                                .toList(),
                        terms.serviceTier(),
                        terms.validity(),
                        terms.rates(),
                        terms.longInputBilling(),
                        terms.regionUplifts(),
                        terms.maxInputTokens()),
                price.provenance(),
                price.corrects() == null ? null : front + price.corrects(),
                price.withdrawal());
    }
}
