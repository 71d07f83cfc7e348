package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the built-in book with what was collected of the providers' pages, figure by figure. */
class FactsTest {

    private static final PriceBook BOOK = FileListPrices.builtIn().priceBook();
    private static final String REGION = "region:";
    private static final List<Fact> FACTS =
            BuiltInBookTest.lines("facts-2026-11.csv").map(Fact::read).toList();

    /** How far a fact can be relied on, by the names in the file. */
    private enum Confidence {
        PROVIDER,
        TWO_THIRD_PARTIES,
        ONE_THIRD_PARTY,
        INFERRED,
        UNCLEAR;

        static Confidence of(String name) {
            return switch (name) {
                case "P" -> PROVIDER;
                case "2T" -> TWO_THIRD_PARTIES;
                case "1T" -> ONE_THIRD_PARTY;
                case "I" -> INFERRED;
                case "?" -> UNCLEAR;
                default -> throw new IllegalArgumentException("No confidence: " + name);
            };
        }

        boolean entersTheBook() {
            return this != INFERRED && this != UNCLEAR;
        }
    }

    /**
     * One figure.
     *
     * @param fromThenOn whether the price begins then, and not before
     * @param deviation why the book says something else; empty where it does not
     */
    private record Fact(
            PriceQuery query,
            String unit,
            long inputTokens,
            boolean fromThenOn,
            BigDecimal price,
            String source,
            Confidence confidence,
            String deviation) {

        static Fact read(List<String> cells) {
            assertThat(cells).hasSize(10).noneMatch(String::isBlank);
            String from = cells.get(5);
            return new Fact(
                    new PriceQuery(
                            new Provider(cells.getFirst()),
                            new ModelName(cells.get(1)),
                            new ServiceTier(cells.get(2)),
                            null,
                            BuiltInBookTest.start(from.replace("~", ""))),
                    cells.get(3),
                    Long.parseLong(cells.get(4)),
                    !from.startsWith("~"),
                    new BigDecimal(cells.get(6)),
                    cells.get(7),
                    Confidence.of(cells.get(8)),
                    cells.get(9).equals("-") ? "" : cells.get(9));
        }

        Optional<ModelPrice> version(Instant at) {
            return BOOK.find(new PriceQuery(query.provider(), query.model(), query.serviceTier(), null, at))
                    .filter(found -> found.terms().covers(inputTokens));
        }

        @Nullable
        BigDecimal inTheBook(Instant at) {
            return version(at).map(this::figure).orElse(null);
        }

        private @Nullable BigDecimal figure(ModelPrice found) {
            if (unit.startsWith(REGION)) {
                Percentage uplift = found.terms().regionUplifts().get(new Region(unit.substring(REGION.length())));
                return uplift == null ? null : uplift.value();
            }
            FileUnit named = Objects.requireNonNull(FileUnit.BY_NAME.get(unit), unit);
            return found.terms()
                    .rateOf(named.unit())
                    .map(rate -> rate.at(inputTokens).of(named.per()).amount())
                    .orElse(null);
        }

        boolean holdsAt(Instant at) {
            BigDecimal own = inTheBook(at);
            return own != null && own.compareTo(price) == 0;
        }

        boolean agrees() {
            return confidence.entersTheBook() ? holdsAt(query.instant()) : inTheBook(query.instant()) == null;
        }

        @Override
        public String toString() {
            return "%s/%s/%s %s %s at %d input tokens: %s by %s (%s), %s in the book"
                    .formatted(
                            query.provider(),
                            query.model(),
                            query.serviceTier(),
                            query.instant(),
                            unit,
                            inputTokens,
                            price,
                            source,
                            confidence,
                            inTheBook(query.instant()));
        }
    }

    @Test
    void thereIsEveryFactThatWasCollected() {
        assertThat(FACTS).hasSizeGreaterThanOrEqualTo(736);
        assertThat(FACTS)
                .filteredOn(fact -> fact.confidence() == Confidence.PROVIDER)
                .hasSizeGreaterThanOrEqualTo(643);
        assertThat(FACTS)
                .extracting(Fact::query, Fact::unit, Fact::inputTokens, Fact::fromThenOn)
                .doesNotHaveDuplicates();
    }

    @Test
    void theBookSaysWhatTheProvidersChargeAndNothingThatNobodyCouldConfirm() {
        assertThat(FACTS)
                .filteredOn(fact -> fact.deviation().isEmpty())
                .filteredOn(fact -> !fact.agrees())
                .isEmpty();
    }

    @Test
    void everyDeviationIsOne() {
        assertThat(FACTS)
                .filteredOn(fact -> !fact.deviation().isEmpty())
                .isNotEmpty()
                .noneMatch(fact -> fact.agrees() && !holdsBefore(fact));
    }

    @Test
    void aPriceBeginsOnTheDayOnWhichTheProviderBegan() {
        assertThat(FACTS)
                .filteredOn(fact -> fact.fromThenOn() && fact.deviation().isEmpty())
                .filteredOn(fact -> fact.confidence().entersTheBook())
                .filteredOn(FactsTest::holdsBefore)
                .isEmpty();
    }

    @Test
    void whatOneThirdPartyAloneSaysIsEnteredWithARemark() {
        assertThat(FACTS)
                .filteredOn(fact -> fact.confidence() == Confidence.ONE_THIRD_PARTY)
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.version(fact.query().instant()))
                        .hasValueSatisfying(version ->
                                assertThat(version.provenance().reason()).isNotEqualTo("List price")));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4.1-nano, 2026-10-23, gpt-5.6-luna",
        "openai, gpt-4.1-nano-2025-04-14, 2026-10-23, gpt-5.6-luna",
        "openai, gpt-3.5-turbo-0125, 2026-10-23, gpt-5.6-terra",
        "openai, gpt-4-turbo-2024-04-09, 2026-10-23, gpt-5.6-sol",
        "openai, gpt-4o-2024-05-13, 2026-10-23, gpt-5.6-sol",
        "openai, o1, 2026-10-23, gpt-5.6-sol",
        "openai, o1-pro, 2026-10-23, gpt-5.6-sol",
        "openai, o3-mini, 2026-10-23, gpt-5.6-sol",
        "openai, o4-mini, 2026-10-23, gpt-5.6-terra",
        "openai, gpt-image-1, 2026-10-23, gpt-image-2",
        "openai, dall-e-3, 2026-05-12, gpt-image-2",
        "openai, gpt-5.3-chat-latest, 2026-08-10, gpt-5.5",
        "openai, gpt-image-1.5, 2026-12-01, gpt-image-2.6-sunburst",
        "openai, gpt-5-2025-08-07, 2026-12-11, gpt-6.1-sol",
        "openai, gpt-5-mini, 2026-12-11, gpt-6.1-terra",
        "openai, gpt-5-nano, 2026-12-11, gpt-6-luna",
        "openai, gpt-5-codex, 2026-07-23, gpt-5.5",
        "openai, o3, 2026-12-11, gpt-6.1-sol",
        "openai, tts-1, 2027-01-06,",
        "openai, gpt-4o-2024-08-06, 2027-01-14, gpt-6-luna",
        "openai, ft:gpt-4.1-mini-2025-04-14:acme::x1, 2027-01-14, gpt-6-luna",
        "openai, gpt-realtime, 2027-01-20,",
        "openai, whisper-1, 2027-02-26,",
        "openai, gpt-5.1, 2027-04-01,",
        "openai, gpt-5.4-nano, 2027-04-01,",
        "anthropic, claude-sonnet-4-20250514, 2026-06-15, claude-sonnet-4-6",
        "anthropic, claude-opus-4-20250514, 2026-06-15, claude-opus-4-8",
        "google, gemini-2.0-flash, 2026-06-01,",
        "google, gemini-2.5-pro, 2026-12-01, gemini-3.8-flash"
    })
    void aModelKnowsItsEndAndItsReplacementAndKeepsItsPrice(
            String provider, String model, LocalDate shutDown, @Nullable String replacement) {
        Provider of = new Provider(provider);
        ModelName name = new ModelName(model);

        assertThat(BOOK.lifecycleOf(of, name)).hasValueSatisfying(lifecycle -> {
            assertThat(lifecycle.shutDown()).isEqualTo(shutDown);
            assertThat(lifecycle.replacement()).isEqualTo(replacement == null ? null : new ModelName(replacement));
            assertThat(lifecycle.source()).startsWith("https://");
        });
        assertThat(BOOK.find(new PriceQuery(
                        of, name, ServiceTier.STANDARD, null, BuiltInBookTest.start(shutDown.toString()))))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"openai, gpt-6-luna", "openai, gpt-5.4", "openai, gpt-4.1-nanotech", "anthropic, claude-haiku-4-5"})
    void aModelWhoseEndNobodyAnnouncedHasNone(String provider, String model) {
        Optional<ModelLifecycle> lifecycle = BOOK.lifecycleOf(new Provider(provider), new ModelName(model));

        assertThat(lifecycle).isEmpty();
    }

    private static boolean holdsBefore(Fact fact) {
        return fact.holdsAt(fact.query().instant().minusSeconds(1));
    }
}
