package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.ListPricesContract;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileListPricesTest extends ListPricesContract {

    private static final Instant NOW = Instant.parse("2026-10-15T12:00:00Z");

    @TempDir
    Path folder;

    @Override
    protected ListPrices source() {
        return FileListPrices.builtIn();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4.1-nano, standard, INPUT_TOKENS, 0.10",
        "gpt-4.1-nano, standard, CACHED_INPUT_TOKENS, 0.025",
        "gpt-4.1-nano, standard, OUTPUT_TOKENS, 0.40",
        "gpt-4.1-nano, batch, INPUT_TOKENS, 0.05",
        "gpt-4.1-nano, priority, OUTPUT_TOKENS, 0.80",
        "gpt-4.1-mini, standard, OUTPUT_TOKENS, 1.60",
        "gpt-4.1, standard, INPUT_TOKENS, 2.00",
        "gpt-4o, standard, CACHED_INPUT_TOKENS, 1.25",
        "gpt-4o-2024-05-13, standard, INPUT_TOKENS, 5.00",
        "gpt-4o-mini, standard, INPUT_TOKENS, 0.15",
        "o4-mini, flex, CACHED_INPUT_TOKENS, 0.1375",
        "gpt-5, standard, CACHED_INPUT_TOKENS, 0.125",
        "gpt-5-mini, standard, OUTPUT_TOKENS, 2.00",
        "gpt-5-nano, flex, CACHED_INPUT_TOKENS, 0.0025",
        "text-embedding-3-small, standard, INPUT_TOKENS, 0.02",
        "text-embedding-3-large, standard, INPUT_TOKENS, 0.13"
    })
    void holdsThePricesThatTheProviderPublishes(String model, String tier, UsageUnit unit, String price) {
        assertThat(rate(source(), model, tier, unit)).contains(new Rate(unit, Money.usd(price), 1_000_000));
    }

    @Test
    void cachedTokensOnATierWithoutAPublishedPriceHaveNone() {
        assertThat(rate(source(), "gpt-4.1-nano", "batch", UsageUnit.CACHED_INPUT_TOKENS))
                .isEmpty();
    }

    @Test
    void readsNumbersToTheLastDigitAndFillsInDefaults() throws IOException {
        ListPrices own = FileListPrices.read(file("""
                {"currency": "USD", "prices": [{"provider": "openai", "model": "own", "version": "own/1",
                  "validFrom": "2025-01-01T00:00:00Z", "source": "a contract",
                  "rates": {"INPUT_TOKENS": 0.1234567890123456789, "OUTPUT_TOKENS": 3}}]}"""));

        assertThat(rate(own, "own", "standard", UsageUnit.INPUT_TOKENS))
                .contains(new Rate(UsageUnit.INPUT_TOKENS, Money.usd("0.1234567890123456789"), 1_000_000));
        assertThat(rate(own, "own", "standard", UsageUnit.OUTPUT_TOKENS))
                .contains(new Rate(UsageUnit.OUTPUT_TOKENS, Money.usd("3"), 1_000_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"0.40\"                | \"cheap\"               | entry 1 (own/1): the price of OUTPUT_TOKENS must be a decimal, not \"cheap\"",
                "\"0.40\"                | null                  | entry 1 (own/1): the price of OUTPUT_TOKENS must be a decimal, not null",
                "\"0.40\"                | \"-1\"                  | entry 1 (own/1): The price of OUTPUT_TOKENS must not be negative: USD -1",
                "\"OUTPUT_TOKENS\"       | \"TOKENS\"              | entry 1 (own/1): there is no unit TOKENS",
                "\"2025-01-01T00:00:00Z\"| \"2025\"                | entry 1 (own/1): Text '2025' could not be parsed at index 4",
                "\"per\"                 | \"pro\"                 | entry 1 (own/1): there is no field pro",
                "1000000                 | 1.5                   | entry 1 (own/1): per must be a whole number, not 1.5",
                "1000000                 | 7                     | entry 1 (own/1): USD 0.4 per 7 OUTPUT_TOKENS has no exact decimal price per unit",
                "\"a contract\"          | 7                     | entry 1 (own/1): source must be a text",
                "\"USD\"                 | \"EUR\"                 | currency must be \"USD\", not \"EUR\"",
                "]}                      | ]}]                   | it is not JSON"
            })
    void namesFileEntryAndReasonOfWhatIsWrong(String right, String wrong, String message) throws IOException {
        Path file = file("""
                {"currency": "USD", "prices": [{"provider": "openai", "model": "own", "version": "own/1",
                  "validFrom": "2025-01-01T00:00:00Z", "source": "a contract", "per": 1000000,
                  "rates": {"OUTPUT_TOKENS": "0.40"}}]}""".replace(right, wrong));

        assertThatExceptionOfType(InvalidPriceFile.class)
                .isThrownBy(() -> FileListPrices.read(file))
                .withMessageStartingWith("The price file %s cannot be used: %s", file, message);
    }

    @Test
    void saysWhichFileIsMissing() {
        Path missing = folder.resolve("missing.json");

        assertThatExceptionOfType(InvalidPriceFile.class)
                .isThrownBy(() -> FileListPrices.read(missing))
                .withMessageStartingWith("The price file %s cannot be read", missing);
    }

    private static Optional<Rate> rate(ListPrices source, String model, String tier, UsageUnit unit) {
        return source.priceBook()
                .find(new PriceQuery(Provider.OPENAI, new ModelName(model), new ServiceTier(tier), null, NOW))
                .flatMap(price -> price.terms().rateOf(unit))
                .map(TieredRate::base);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("prices.json"), content);
    }
}
