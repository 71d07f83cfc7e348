package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Withdrawal;
import io.tokentally.tck.pricing.ListPricesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileListPricesTest extends ListPricesContract {

    private static final String OWN = """
            {"currency": "USD", "author": "Purchasing", "provider": "acme", "source": "Contract 7",
             "sharedRates": {"tools": {"webSearches": 10}},
             "sharedUplifts": {"regions": {"eu": 10}},
             "models": [{"model": "own", "match": ["own", "own-##"], "also": ["tools"], "regionUplifts": "regions",
               "prices": [{"from": "2025-01-01", "until": "2026-01-01", "tiers": {
                 "standard": {"input": 0.1234567890123456789, "output": "3",
                   "above": {"1000": {"input": "0.5"}}}}}]}]}""";

    @TempDir
    Path folder;

    @Override
    protected ListPrices source() {
        return FileListPrices.builtIn();
    }

    @Test
    void readsNumbersAndTextsToTheLastDigit() throws IOException {
        ModelPrice own = only(OWN);

        assertThat(own.terms().rateOf(UsageUnit.INPUT_TOKENS))
                .contains(new TieredRate(
                        million(UsageUnit.INPUT_TOKENS, "0.1234567890123456789"),
                        List.of(new TieredRate.Tier(1_000, million(UsageUnit.INPUT_TOKENS, "0.5")))));
        assertThat(own.terms().rateOf(UsageUnit.OUTPUT_TOKENS))
                .contains(TieredRate.flat(million(UsageUnit.OUTPUT_TOKENS, "3")));
    }

    @Test
    void aPriceIsForSoManyUnitsAsTheProviderCountsUnlessTheFileSaysOtherwise() throws IOException {
        assertThat(only(OWN).terms().rateOf(UsageUnit.WEB_SEARCHES).map(TieredRate::base))
                .contains(new Rate(UsageUnit.WEB_SEARCHES, Money.usd("10"), 1_000));
        assertThat(only(OWN.replace("{\"webSearches\": 10}", "{\"webSearches\": {\"price\": \"0.02\", \"per\": 1}}"))
                        .terms()
                        .rateOf(UsageUnit.WEB_SEARCHES)
                        .map(TieredRate::base))
                .contains(new Rate(UsageUnit.WEB_SEARCHES, Money.usd("0.02"), 1));
    }

    @Test
    void namesVersionsByProviderModelTierAndDay() throws IOException {
        ModelPrice own = only(OWN);

        assertThat(own.version()).isEqualTo("acme/own/standard/2025-01-01");
        assertThat(own.validity().from()).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(own.validity().until()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(own.provenance().author()).isEqualTo("Purchasing");
        assertThat(own.provenance().source()).isEqualTo("Contract 7");
    }

    @Test
    void aCorrectionMayBeginOnAnotherDayAndTheOldVersionCountsUntilThen() throws IOException {
        PriceBook book =
                FileListPrices.read(file(OWN.replace("\"prices\": [", """
                "prices": [{"from": "2025-02-01", "corrects": "2025-01-01", "corrected": "2025-03-01", "reason": "Dearer since",
                  "tiers": {"standard": {"input": "7"}}},"""))).priceBook();

        assertThat(book.find(query("own", Instant.parse("2025-01-31T23:59:59Z")))
                        .map(ModelPrice::version))
                .contains("acme/own/standard/2025-01-01");
        assertThat(book.find(query("own", Instant.parse("2025-02-01T00:00:00Z"))))
                .hasValueSatisfying(correction -> {
                    assertThat(correction.version()).isEqualTo("acme/own/standard/2025-02-01/corrected-2025-03-01");
                    assertThat(correction.corrects()).isEqualTo("acme/own/standard/2025-01-01");
                });
    }

    @Test
    void aVersionThatWasWithdrawnStaysAndPricesNothing() throws IOException {
        PriceBook book = FileListPrices.read(file(OWN.replace("\"until\": \"2026-01-01\",", """
                "until": "2026-01-01", "withdrawn": {"day": "2026-11-27", "reason": "Never sold"},""")))
                .priceBook();

        assertThat(book.find(query("own", Instant.parse("2025-02-01T00:00:00Z"))))
                .isEmpty();
        assertThat(book.prices())
                .extracting(ModelPrice::version, ModelPrice::withdrawal)
                .containsExactly(tuple(
                        "acme/own/standard/2025-01-01",
                        new Withdrawal("Purchasing", "Never sold", Instant.parse("2026-11-27T00:00:00Z"))));
    }

    @Test
    void aTierMayHaveNoPriceForLongRequests() throws IOException {
        PriceTerms terms = only(OWN.replace("\"output\": \"3\"", "\"output\": \"3\", \"maxInput\": \"272000\""))
                .terms();

        assertThat(terms.maxInputTokens()).isEqualTo(272_000);
        assertThat(only(OWN).terms().maxInputTokens()).isNull();
    }

    @Test
    void saysWhenAModelIsShutDownAndWhatComesInItsPlace() throws IOException {
        PriceBook book =
                FileListPrices.read(file(OWN.replace("\"models\"", """
                "lifecycles": [{"match": ["own", "own-##"], "shutDown": "2026-10-23", "replacement": "next"},
                  {"match": ["own-1#"], "shutDown": "2026-01-01", "source": "Letter"}],
                "models\""""))).priceBook();

        assertThat(book.lifecycleOf(new Provider("acme"), new ModelName("own-22")))
                .contains(new ModelLifecycle(
                        new Provider("acme"),
                        List.of(new ModelPattern("own"), new ModelPattern("own-##")),
                        LocalDate.of(2026, 10, 23),
                        new ModelName("next"),
                        "Contract 7"));
        assertThat(book.find(query("own", Instant.parse("2025-12-31T00:00:00Z"))))
                .isPresent();
    }

    @Test
    void sharesRegionUpliftsAndRatesAmongModels() throws IOException {
        ModelPrice own = only(OWN);

        assertThat(own.terms().regionUplifts()).containsExactly(entry(new Region("eu"), Percentage.of("10")));
        assertThat(own.terms().longInputBilling()).isEqualTo(LongInputBilling.WHOLE_REQUEST);
        assertThat(only(OWN.replace("\"prices\"", "\"longInput\": \"part-above\", \"prices\""))
                        .terms()
                        .longInputBilling())
                .isEqualTo(LongInputBilling.PART_ABOVE);
    }

    @Test
    void aCorrectionIsAnotherVersionThatCountsInPlaceOfTheOldOne() throws IOException {
        ListPrices corrected = FileListPrices.read(file(OWN.replace("\"prices\": [", """
                "prices": [{"from": "2025-01-01", "corrected": "2025-03-01", "reason": "The price was mistyped",
                  "tiers": {"standard": {"input": "7"}}},""")));

        assertThat(corrected.priceBook().prices())
                .extracting(ModelPrice::version)
                .containsExactly("acme/own/standard/2025-01-01/corrected-2025-03-01", "acme/own/standard/2025-01-01");
        assertThat(corrected.priceBook().find(query("own", Instant.parse("2025-02-01T00:00:00Z"))))
                .map(price -> price.provenance().reason())
                .contains("The price was mistyped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"price\": \"5\", \"pro\": 1}",
                "{\"price\": \"5\", \"per\": 1.5}",
                "{\"price\": \"5\", \"per\": 0}",
                "{\"price\": \"5\"}",
                "{}",
                "[]",
                "true",
                "\"\"",
                "\"NaN\"",
                "\"0x10\"",
                "\"1e999999999\"",
                "1e999999999",
                "1e-999999999",
                "1e101"
            })
    void takesNothingForAPriceThatIsNone(String price) throws IOException {
        Path file = file(OWN.replace("\"output\": \"3\"", "\"output\": " + price));

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> FileListPrices.read(file))
                .withMessageContaining("cannot be used: line 6: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"3\"          | \"cheap\"             | line 6: there must be a decimal, not \"cheap\"",
                "\"3\"          | null                | line 6: there must be a decimal, not null",
                "\"3\"          | \"-1\"                | line 6: The price of OUTPUT_TOKENS must not be negative: USD -1",
                "\"3\"          | \"10000.01\"          | line 6: USD 10000.01 per 1000000 OUTPUT_TOKENS is absurd: the most that is taken is USD 10000 per million",
                "\"output\"     | \"tokens\"            | line 6: there is no unit tokens",
                "\"output\"     | \"input\"             | line 6: it is not JSON that is taken: Duplicate Object property \"input\"",
                "\"author\"     | \"autor\"             | line 1: there is no field autor; there are author, currency, lifecycles, models",
                "\"model\"      | \"modell\"            | line 4: there is no field modell; there are",
                "\"until\"      | \"to\"                | line 5: there is no field to; there are",
                "\"2025-01-01\" | \"2025\"              | line 5: there must be a day as 2026-07-30 or an instant as 2026-07-30T12:00:00Z, not \"2025\"",
                "\"2026-01-01\" | \"2024-01-01\"        | line 6: valid from 2025-01-01T00:00:00Z, which is not before 2024-01-01T00:00:00Z",
                "own-##         | own-(a+)+$          | line 4: The model pattern own-(a+)+$ has the character ( of regular expressions",
                "\"tools\"]     | \"tolls\"]            | line 4: the file shares nothing by the name of \"tolls\"",
                "\"until\"      | \"corrects\": \"2024-01-01\", \"until\" | line 5: what corrects another price must say the day on which it was corrected",
                "\"until\"      | \"corrects\": \"2024-01-01\", \"corrected\": \"2025-02-01\", \"reason\": \"r\", \"until\" | line 1: acme/own/standard/2025-01-01/corrected-2025-02-01 corrects acme/own/standard/2024-01-01, which is not in the file",
                "\"until\"      | \"withdrawn\": {\"day\": \"2025-02-01\"}, \"until\" | line 5: the field reason is missing",
                "\"output\": \"3\" | \"output\": \"3\", \"maxInput\": 0 | line 6: The price of own is for requests of 1 input token or more, not of at most 0",
                "\"models\"     | \"lifecycles\": [{\"match\": [\"a\"], \"shutDown\": \"2026\"}], \"models\" | line 4: there must be a day as 2026-07-30, not \"2026\"",
                "\"models\"     | \"lifecycles\": [{\"match\": [], \"shutDown\": \"2026-01-01\"}], \"models\" | line 4: The shutdown on 2026-01-01 is of no model",
                "\"models\"     | \"lifecycles\": [{\"match\": [\"a\", \"a\"], \"shutDown\": \"2026-01-01\"}], \"models\" | line 4: there are two ends of a",
                "eu\": 10       | eu\": -10           | line 6: The uplift of own in eu must be more than 0, not -10 %",
                "\"1000\"       | \"many\"              | line 7: there must be a number of input tokens, not many",
                "{\"input\": \"0.5\"} | {\"reasoning\": \"0.5\"} | line 6: REASONING_TOKENS has a price for long inputs, but none for others",
                "\"USD\"        | \"EUR\"               | line 1: the currency must be USD, as in the book, not \"EUR\"",
                "]}]}           | ]}]}]               | line 7: it is not JSON that is taken",
                "}}}]}]}        | }}}]                | line 7: it ends before its JSON does. Was all of it written?"
            })
    void namesFileLineAndReasonOfWhatIsWrong(String right, String wrong, String message) throws IOException {
        assertThat(OWN).contains(right);
        Path file = file(OWN.replace(right, wrong));

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> FileListPrices.read(file))
                .withMessageStartingWith("The price file %s cannot be used: %s", file, message);
    }

    @Test
    void aVersionThatStandsTwiceIsRefused() throws IOException {
        Path file = file(OWN.replace("\"prices\": [", """
                "prices": [{"from": "2025-01-01", "until": "2026-01-01", "tiers": {"standard": {"input": "7"}}},"""));

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> FileListPrices.read(file))
                .withMessageEndingWith("There are two prices with the version acme/own/standard/2025-01-01");
    }

    @Test
    void pricesThatHoldAtTheSameTimeForTheSameNameAreRefused() throws IOException {
        Path overlap = file(OWN.replace("\"prices\": [", """
                "prices": [{"from": "2025-12-31", "tiers": {"standard": {"input": "7"}}},"""));

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> FileListPrices.read(overlap))
                .withMessageContaining("are valid at the same time for own");
    }

    @Test
    void saysWhichFileIsMissing() {
        Path missing = folder.resolve("missing.json");

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> FileListPrices.read(missing))
                .withMessageStartingWith("The price file %s cannot be read", missing);
    }

    private ModelPrice only(String content) throws IOException {
        List<ModelPrice> prices = FileListPrices.read(file(content)).priceBook().prices();
        assertThat(prices).hasSize(1);
        return prices.getFirst();
    }

    private static PriceQuery query(String model, Instant instant) {
        return new PriceQuery(new Provider("acme"), new ModelName(model), ServiceTier.STANDARD, null, instant);
    }

    private static Rate million(UsageUnit unit, String usd) {
        return new Rate(unit, Money.usd(usd), 1_000_000);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("prices.json"), content);
    }
}
