package io.tokentally.adapter.pricefile;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.TieredRate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltInBookTest {

    private static final PriceBook BOOK = FileListPrices.builtIn().priceBook();

    /** One figure of a public price map. */
    private record Figure(
            String map,
            Provider provider,
            ModelName model,
            ServiceTier tier,
            Instant at,
            long inputTokens,
            UsageUnit unit,
            BigDecimal price) {

        @Nullable
        BigDecimal inTheBook() {
            return BOOK.find(new PriceQuery(provider, model, tier, null, at))
                    .flatMap(found -> found.terms().rateOf(unit))
                    .map(rate -> rate.at(inputTokens).of(fileUnit(unit).per()).amount())
                    .orElse(null);
        }

        boolean agrees() {
            BigDecimal own = inTheBook();
            return own != null && own.compareTo(price) == 0;
        }

        boolean isExcusedBy(List<String> deviation) {
            return map.equals(deviation.getFirst())
                    && words(deviation.get(1)).contains(model.value())
                    && tier.value().equals(deviation.get(2))
                    && at.equals(start(deviation.get(3)))
                    && words(deviation.get(4)).contains(fileUnit(unit).fileName());
        }

        @Override
        public String toString() {
            return "%s: %s %s %s %s at %d input tokens: %s in the map, %s in the book"
                    .formatted(map, model, tier, at, fileUnit(unit).fileName(), inputTokens, price, inTheBook());
        }
    }

    @Test
    void saysWhatThePublicPriceMapsSayButForDeviationsWithAReason() {
        List<List<String>> deviations = lines("reference-deviations.csv").toList();

        assertThat(figures()
                        .filter(figure -> !figure.agrees())
                        .filter(figure -> deviations.stream().noneMatch(figure::isExcusedBy)))
                .isEmpty();
    }

    @Test
    void everyDeviationIsOneAndHasAReason() {
        List<Figure> deviating = figures().filter(figure -> !figure.agrees()).toList();

        assertThat(lines("reference-deviations.csv")).isNotEmpty().allSatisfy(deviation -> {
            assertThat(deviation).hasSize(6).noneMatch(String::isBlank);
            for (String name : words(deviation.get(1))) {
                assertThat(deviating)
                        .anyMatch(figure -> figure.model().value().equals(name) && figure.isExcusedBy(deviation));
            }
        });
    }

    @Test
    void keepsEveryVersionOfTheFirstBookAsItWas() {
        Map<String, ModelPrice> versions =
                BOOK.prices().stream().collect(toMap(ModelPrice::version, Function.identity()));

        assertThat(lines("first-versions.csv")).hasSize(31).allSatisfy(line -> {
            ModelPrice price = versions.get(line.getFirst());
            assertThat(price).describedAs(line.getFirst()).isNotNull();
            for (String figure : words(line.get(1))) {
                assertThat(price.terms().rateOf(unit(figure)))
                        .map(TieredRate::base)
                        .map(rate -> rate.of(1_000_000))
                        .contains(Money.usd(price(figure)));
            }
        });
    }

    @Test
    void keepsEveryReleasedVersionAsItWas() {
        Map<String, ModelPrice> versions =
                BOOK.prices().stream().collect(toMap(ModelPrice::version, Function.identity()));

        assertThat(lines("released-versions.csv"))
                .hasSizeGreaterThanOrEqualTo(492)
                .allSatisfy(line -> {
                    ModelPrice price = versions.get(line.getFirst());
                    assertThat(price).describedAs(line.getFirst()).isNotNull();
                    for (String figure : words(line.get(1))) {
                        assertThat(price.terms()
                                        .rateOf(unit(figure))
                                        .map(rate -> rate.at(inputTokens(figure))
                                                .of(fileUnit(unit(figure)).per())
                                                .amount()))
                                .describedAs("%s: %s", line.getFirst(), figure)
                                .hasValueSatisfying(amount -> assertThat(amount).isEqualByComparingTo(price(figure)));
                    }
                });
    }

    @Test
    void everyVersionIsAmongThoseThatWereReleased() {
        assertThat(BOOK.prices())
                .extracting(ModelPrice::version)
                .containsExactlyInAnyOrderElementsOf(
                        lines("released-versions.csv").map(List::getFirst).toList());
    }

    @Test
    void aCorrectedVersionStaysAndIsToldOfByWhatCorrectsIt() {
        assertThat(BOOK.prices().stream().filter(price -> price.version().equals("openai/gpt-5.5/priority/2026-04-23")))
                .singleElement()
                .satisfies(wrong -> {
                    assertThat(wrong.terms()
                                    .rateOf(UsageUnit.INPUT_TOKENS)
                                    .map(rate -> rate.base().price()))
                            .contains(Money.usd("10"));
                    assertThat(BOOK.correctionsOf(wrong))
                            .extracting(ModelPrice::version)
                            .containsExactly("openai/gpt-5.5/priority/2026-04-24/corrected-2026-11-27");
                });
    }

    @Test
    void cachedInputThatATierHasNoPriceForIsLeftOutAndSoBilledAsInput() {
        assertThat(BOOK.find(query("gpt-4.1-nano", "batch", "2026-01-01")))
                .map(price -> price.terms().rateOf(UsageUnit.CACHED_INPUT_TOKENS))
                .hasValueSatisfying(rate -> assertThat(rate).isEmpty());
    }

    @Test
    void everyPriceHasAPageAsItsSource() {
        assertThat(BOOK.prices())
                .allSatisfy(price -> assertThat(price.provenance().source()).startsWith("https://"));
    }

    @ParameterizedTest
    @EnumSource
    void everyUnitHasANameInFiles(UsageUnit unit) {
        assertThat(FileUnit.BY_NAME).containsValue(fileUnit(unit));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-2024-05-13, 2024-05-13, openai/gpt-4o-2024-05-13/standard/2024-05-13",
        "gpt-4o, 2024-05-13, openai/gpt-4o/standard/2024-05-13",
        "gpt-4o-2024-08-06, 2024-08-06, openai/gpt-4o-2024-08-06/standard/2024-08-06",
        "gpt-4o-2024-08-06, 2024-10-02, openai/gpt-4o/standard/2024-10-02",
        "gpt-4o-2024-11-20, 2024-11-20, openai/gpt-4o/standard/2024-10-02",
        "gpt-5.6, 2026-07-09, openai/gpt-5.6-sol/standard/2026-07-09",
        "gpt-5.6-sol-2026-07-09, 2026-08-21, openai/gpt-5.6-sol/standard/2026-08-21",
        "gpt-5-nano-2025-08-07, 2025-08-07, openai/gpt-5-nano/standard/2025-08-07",
        "gpt-4.5-preview-2025-02-27, 2025-02-27, openai/gpt-4.5-preview/standard/2025-02-27",
        "gpt-6-luna, 2026-09-22, openai/gpt-6-luna/standard/2026-09-22",
        "gpt-5.5, 2026-08-20, openai/gpt-5.5/standard/2026-04-24/corrected-2026-11-27",
        "ft:gpt-4o-mini-2024-07-18:acme::x1, 2025-01-01, openai/ft:gpt-4o-mini/standard/2024-07-23"
    })
    void findsTheVersionOfAliasesAndSnapshots(String model, String day, String version) {
        assertThat(BOOK.find(query(model, "standard", day)).map(ModelPrice::version))
                .contains(version);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, claude-opus-5-6",
        "anthropic, claude-fable-5-3",
        "anthropic, claude-sonnet-5-6",
        "anthropic, claude-haiku-5-6",
        "google, claude-opus-5-6",
        "google, gemini-4-xenon",
        "openai, gpt-6.3-sol",
        "openai, gpt-6-luna-mini",
        "google, gemini-3.6-flash-lite",
        "openai, gpt-5.6-luna-mini",
        "openai, gpt-5-nano-2"
    })
    void aLaterModelOfAFamilyIsNotTakenForAnEarlierOne(String provider, String model) {
        assertThat(BOOK.find(new PriceQuery(
                        new Provider(provider), new ModelName(model), ServiceTier.STANDARD, null, start("2026-11-27"))))
                .isEmpty();
    }

    private static PriceQuery query(String model, String tier, String day) {
        return new PriceQuery(Provider.OPENAI, new ModelName(model), new ServiceTier(tier), null, start(day));
    }

    private static Stream<Figure> figures() {
        return lines("reference-figures.csv").flatMap(line -> {
            List<Figure> figures = new ArrayList<>();
            for (String name : words(line.get(2))) {
                for (String figure : words(line.get(6))) {
                    figures.add(new Figure(
                            line.getFirst(),
                            new Provider(line.get(1)),
                            new ModelName(name),
                            new ServiceTier(line.get(3)),
                            start(line.get(4)),
                            Long.parseLong(line.get(5)),
                            unit(figure),
                            price(figure)));
                }
            }
            return figures.stream();
        });
    }

    static Instant start(String day) {
        return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Of {@code input=2} and {@code input@272001=4}, which is for requests with so many input tokens. */
    private static UsageUnit unit(String figure) {
        String name = figure.substring(0, figure.indexOf('=')).replaceFirst("@.*", "");
        return Objects.requireNonNull(FileUnit.BY_NAME.get(name), name).unit();
    }

    private static long inputTokens(String figure) {
        int at = figure.indexOf('@');
        return at < 0 ? 0 : Long.parseLong(figure.substring(at + 1, figure.indexOf('=')));
    }

    private static BigDecimal price(String figure) {
        return new BigDecimal(figure.substring(figure.indexOf('=') + 1));
    }

    private static FileUnit fileUnit(UsageUnit unit) {
        return Stream.of(FileUnit.values())
                .filter(each -> each.unit() == unit)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    /** The lines of a resource, cut at their bars. */
    static Stream<List<String>> lines(String resource) {
        try (InputStream content =
                Objects.requireNonNull(BuiltInBookTest.class.getResourceAsStream(resource), resource)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" \\| ", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
