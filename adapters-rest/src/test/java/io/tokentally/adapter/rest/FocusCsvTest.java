package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FocusCsvTest {

    private static final long MILLION = 1_000_000;
    private static final Rate INPUT = new Rate(UsageUnit.INPUT_TOKENS, Money.usd("0.10"), MILLION);
    private static final Adjustment EUROPE = new Adjustment(Adjustment.Kind.REGION_UPLIFT, "eu", Percentage.of("10"));
    private static final Adjustment AGREED =
            new Adjustment(Adjustment.Kind.DISCOUNT, "agreement-1", Percentage.of("-12.5"));

    /** That the specification has in each dataset, by the names in it, but for those that may be empty. */
    private static final List<String> NEVER_EMPTY = List.of(
            "BilledCost",
            "BillingAccountId",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargeDescription",
            "ChargeFrequency",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "ConsumedQuantity",
            "ConsumedUnit",
            "ContractedCost",
            "ContractedUnitPrice",
            "EffectiveCost",
            "HostProviderName",
            "InvoiceIssuerName",
            "ListCost",
            "ListUnitPrice",
            "PricingCategory",
            "PricingQuantity",
            "PricingUnit",
            "ServiceCategory",
            "ServiceName",
            "ServiceProviderName",
            "ServiceSubcategory",
            "SkuId",
            "SkuMeter",
            "SkuPriceDetails",
            "SkuPriceId");

    /** What only who issues the invoice knows, and what a charge is not. */
    private static final List<String> EMPTY =
            List.of("BillingAccountName", "ChargeClass", "InvoiceDetailId", "InvoiceId");

    @Test
    void aLineOfACallIsACharge() throws IOException {
        UsageRecord call = aUsageRecord()
                .at(NOON.plus(Duration.ofMinutes(59)))
                .madeWith(new VirtualKeyId(new UUID(0, 1)), new Tags(Map.of("team", "search")))
                .build();

        List<CSVRecord> rows = rows(call);

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().toMap())
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("BilledCost", "0.001"),
                        Map.entry("BillingAccountId", "acme"),
                        Map.entry("BillingCurrency", "USD"),
                        Map.entry("BillingPeriodStart", "2026-10-01T00:00:00Z"),
                        Map.entry("BillingPeriodEnd", "2026-11-01T00:00:00Z"),
                        Map.entry("ChargeCategory", "Usage"),
                        Map.entry("ChargeDescription", "Input Tokens of gpt-4.1-nano-2025-04-14"),
                        Map.entry("ChargeFrequency", "Usage-Based"),
                        Map.entry("ChargePeriodStart", "2026-10-15T12:00:00Z"),
                        Map.entry("ChargePeriodEnd", "2026-10-15T13:00:00Z"),
                        Map.entry("ConsumedQuantity", "10000"),
                        Map.entry("ConsumedUnit", "Tokens"),
                        Map.entry("ContractedCost", "0.001"),
                        Map.entry("ContractedUnitPrice", "0.1"),
                        Map.entry("EffectiveCost", "0.001"),
                        Map.entry("InvoiceIssuerName", "openai"),
                        Map.entry("ListCost", "0.001"),
                        Map.entry("ListUnitPrice", "0.1"),
                        Map.entry("PricingQuantity", "0.01"),
                        Map.entry("PricingUnit", "1000000 Tokens"),
                        Map.entry("RegionId", ""),
                        Map.entry("ServiceName", "openai API"),
                        Map.entry("SkuId", "openai/gpt-4.1-nano-2025-04-14/input_tokens"),
                        Map.entry("SkuMeter", "Input Tokens"),
                        Map.entry("SkuPriceId", "openai/gpt-4.1-nano-2025-04-14/input_tokens/standard/1000000"),
                        Map.entry("Tags", "{\"team\":\"search\"}"),
                        Map.entry("x_CostLineCount", "1"),
                        Map.entry("x_CostStatus", "measured"),
                        Map.entry("x_EndpointName", "extract_candidate_info"),
                        Map.entry("x_PriceVersionId", "gpt-4.1-nano-2025-04-14"),
                        Map.entry("x_UserId", "member@acme.example"),
                        Map.entry("x_VirtualKeyId", "00000000-0000-0000-0000-000000000001")));
        assertThat(rows.getFirst().toMap()).containsKeys(NEVER_EMPTY.toArray(String[]::new));
        assertThat(rows).allSatisfy(row -> {
            assertThat(NEVER_EMPTY).noneMatch(column -> row.get(column).isEmpty());
            assertThat(EMPTY).allMatch(column -> row.get(column).isEmpty());
        });
    }

    @Test
    void listPriceAgreedPriceAndWhatIsBilledAreToldApart() throws IOException {
        CSVRecord row = rows(costing(new CostLine(20_000, INPUT, List.of(EUROPE, AGREED))))
                .getFirst();

        assertThat(row.get("ListUnitPrice")).isEqualTo("0.11");
        assertThat(row.get("ListCost")).isEqualTo("0.0022");
        assertThat(row.get("ContractedUnitPrice")).isEqualTo("0.09625");
        assertThat(row.get("ContractedCost")).isEqualTo("0.001925");
        assertThat(row.get("BilledCost")).isEqualTo("0.001925");
        assertThat(row.get("EffectiveCost")).isEqualTo("0.001925");
        assertThat(row.get("x_Adjustments"))
                .isEqualTo("{\"region_uplift:eu\":\"10\",\"discount:agreement-1\":\"-12.5\"}");
    }

    @RepeatedTest(20)
    void whatIsBilledIsWhatTheLedgerHasToTheLastDigit() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<UsageRecord> calls = IntStream.range(0, 2_000)
                .mapToObj(number -> anyCall(random, number))
                .sorted(Comparator.comparing(UsageRecord::id).reversed())
                .toList();

        List<CSVRecord> rows = rows(calls.toArray(UsageRecord[]::new));

        assertThat(sum(rows, "BilledCost"))
                .as("seed %d", seed)
                .isEqualByComparingTo(calls.stream()
                        .map(call -> call.cost().total().amount())
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(sum(rows, "x_CostLineCount").longValueExact())
                .isEqualTo(calls.stream()
                        .mapToLong(call -> call.cost().lines().size())
                        .sum());
        assertThat(rows).allSatisfy(row -> {
            assertThat(number(row, "EffectiveCost")).isEqualByComparingTo(number(row, "BilledCost"));
            if (!row.get("ConsumedUnit").equals("Seconds")) {
                assertThat(number(row, "ListCost"))
                        .isEqualByComparingTo(number(row, "ListUnitPrice").multiply(number(row, "PricingQuantity")));
                assertThat(number(row, "ContractedCost"))
                        .isEqualByComparingTo(
                                number(row, "ContractedUnitPrice").multiply(number(row, "PricingQuantity")));
            }
        });
        assertThat(rows.size()).isLessThan(sum(rows, "x_CostLineCount").intValueExact());
    }

    @Test
    void callsOfAnHourBecomeOneChargeUnlessAnythingTellsThemApart() throws IOException {
        UsageRecord call = costing(new CostLine(1, INPUT));
        Rate dearer = new Rate(UsageUnit.INPUT_TOKENS, Money.usd("0.20"), MILLION);

        assertThat(rows(call, call)).hasSize(1).first().satisfies(row -> {
            assertThat(row.get("ConsumedQuantity")).isEqualTo("2");
            assertThat(row.get("BilledCost")).isEqualTo("0.0000002");
        });
        assertThat(Stream.of(
                        costing(new CostLine(1, dearer)),
                        costing(new CostLine(1, INPUT, List.of(EUROPE))),
                        aCall().by(new UserId("other")).build(),
                        aCall().withEndpoint("other").build(),
                        aCall().withModel("other").build(),
                        aCall().at(NOON.minus(Duration.ofMillis(1))).build(),
                        aCall().madeWith(new VirtualKeyId(new UUID(0, 1)), Tags.NONE)
                                .build(),
                        aCall().withCost(Cost.measured(Money.USD, List.of(new CostLine(1, INPUT)), "other"))
                                .build(),
                        aCall().withCost(Cost.estimated(Money.USD, List.of(new CostLine(1, INPUT)), "v"))
                                .build(),
                        served(ServiceTier.FLEX, null),
                        served(ServiceTier.STANDARD, new Region("eu"))))
                .allSatisfy(other -> assertThat(rows(call, other)).hasSize(2));
    }

    @Test
    void anEstimateSaysThatItIsOne() throws IOException {
        UsageRecord call = aCall().withCost(Cost.estimated(Money.USD, List.of(new CostLine(1, INPUT)), "v"))
                .build();

        assertThat(rows(call).getFirst().get("x_CostStatus")).isEqualTo("estimated");
    }

    @Test
    void aPartIsChargedByItsOwnModelTierAndPrice() throws IOException {
        UsageRecord call = aUsageRecord()
                .inParts(
                        UsagePart.of("message", null, input(5)),
                        new UsagePart("image", new ModelName("painter"), ServiceTier.FLEX, input(7), 7, null))
                .withCost(Cost.measured(
                        Money.USD,
                        List.of(
                                new CostLine(5, INPUT, List.of(), new BilledPart(0, new ModelName("talker"), "a")),
                                new CostLine(7, INPUT, List.of(), new BilledPart(1, new ModelName("painter"), "b"))),
                        "a"))
                .build();

        assertThat(rows(call))
                .extracting(row -> "%s %s %s"
                        .formatted(row.get("x_ModelName"), row.get("x_ServiceTierName"), row.get("x_PriceVersionId")))
                .containsExactly("talker standard a", "painter flex b");
    }

    @Test
    void whatIsNotKnownIsNoChargeAndIsToldInTheCompanion() throws IOException {
        UsageRecord priced = aUsageRecord().build();
        UsageRecord unpriced = aUsageRecord().unpriced(UnpricedReason.NO_PRICE).build();
        UsageRecord free = aUsageRecord().free().build();
        UsageRecord invalid =
                aUsageRecord().unpriced(UnpricedReason.INVALID_USAGE).build();

        assertThat(rows(unpriced, invalid, free)).isEmpty();
        assertThat(gaps(priced, unpriced, unpriced, invalid, free))
                .extracting(row -> "%s %s %s %s %s"
                        .formatted(
                                row.get("ChargePeriodStart"),
                                row.get("x_UserId"),
                                row.get("x_UnpricedReason"),
                                row.get("x_CallCount"),
                                row.get("x_Quantities")))
                .containsExactly(
                        "2026-10-15T12:00:00Z member@acme.example no_price 2 "
                                + "{\"input_tokens\":20000,\"output_tokens\":5000}",
                        "2026-10-15T12:00:00Z member@acme.example invalid_usage 1 "
                                + "{\"input_tokens\":10000,\"output_tokens\":2500}");
    }

    @Test
    void theColumnsOfTheSpecificationComeFirstEachKindByTheAlphabet() throws IOException {
        List<String> header = Arrays.asList(written(List.of()).strip().split(","));

        assertThat(header).containsAll(NEVER_EMPTY).containsAll(EMPTY).doesNotHaveDuplicates();
        assertThat(header)
                .isSortedAccordingTo(Comparator.comparing((String column) -> column.startsWith("x_"))
                        .thenComparing(Comparator.naturalOrder()));
    }

    @ParameterizedTest
    @EnumSource(UsageUnit.class)
    void everyUnitIsCountedInAPluralNoun(UsageUnit unit) throws IOException {
        assertThat(rows(costing(new CostLine(3, new Rate(unit, Money.usd("1"), 1))))
                        .getFirst()
                        .get("ConsumedUnit"))
                .isIn("Tokens", "Seconds", "Minutes", "Images", "Characters", "Searches", "Sessions");
    }

    @Test
    void aSecondThatIsPricedByTheMinuteIsSoManyMinutesToTheEighteenthDigit() throws IOException {
        Rate minute = new Rate(UsageUnit.AUDIO_SECONDS, Money.usd("0.05"), 60);

        CSVRecord row = rows(costing(new CostLine(7, minute))).getFirst();

        assertThat(row.get("PricingUnit")).isEqualTo("60 Seconds");
        assertThat(row.get("PricingQuantity")).isEqualTo("0.116666666666666667");
        assertThat(row.get("BilledCost")).isEqualTo(minute.of(7).amount().toPlainString());
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void noTextRunsAsAFormulaAndTagsStayWhatTheyAre(char separator) throws IOException {
        Map<String, String> tags = Map.of("+a", "=1", "b;=c", ",@d;\"-e");
        UsageRecord call = aUsageRecord()
                .by(new UserId("=1+1"))
                .withEndpoint("x;@SUM(A1)")
                .madeWith(new VirtualKeyId(new UUID(0, 1)), new Tags(tags))
                .build();

        String csv = written(List.of(call));

        assertThat(Spreadsheet.cells(csv, separator)).noneMatch(Spreadsheet::isRun);
        JsonMapper json = new JsonMapper();
        JsonNode written = json.readTree(rows(call).getFirst().get("Tags"));
        assertThat(written).isEqualTo(json.<JsonNode>valueToTree(tags));
    }

    @Test
    void holdsBackNoMoreThanSoManyRowsHoweverManyAnHourHas() throws IOException {
        long[] arrived = new long[1];
        FocusCsv file = new FocusCsv(new OutputStream() {
            @Override
            public void write(int value) {
                arrived[0] += value == '\n' ? 1 : 0;
            }
        });
        int people = 4 * HourlyRows.MOST_WAITING;
        long mostHeldBack = 0;

        for (int person = 0; person < people; person++) {
            file.write(aCall().by(new UserId("user" + person)).build());
            mostHeldBack = Math.max(mostHeldBack, person - arrived[0]);
        }
        file.finish();

        assertThat(mostHeldBack).isLessThan(HourlyRows.MOST_WAITING + 100L);
        assertThat(arrived[0]).isEqualTo(people + 1L);
    }

    private static UsageRecordFixtures aCall() {
        return aUsageRecord().withCost(Cost.measured(Money.USD, List.of(new CostLine(1, INPUT)), "v"));
    }

    private static UsageRecord costing(CostLine... lines) {
        return aUsageRecord()
                .withCost(Cost.measured(Money.USD, List.of(lines), "v"))
                .build();
    }

    private static UsageRecord served(ServiceTier tier, @Nullable Region region) {
        UsageRecord call = aCall().build();
        MeteredCall metered = call.call();
        return new UsageRecord(
                call.id(),
                new MeteredCall(
                        metered.startedAt(),
                        metered.attribution(),
                        metered.operation(),
                        metered.provider(),
                        metered.requestedModel(),
                        metered.servedModel(),
                        tier,
                        region,
                        metered.reading(),
                        metered.timing(),
                        metered.outcome()),
                call.cost());
    }

    /** Of some hours, users, rates and adjustments, priced by any unit, measured, estimated, unpriced or free. */
    private static UsageRecord anyCall(Random random, int number) {
        Instant at = NOON.minusMillis(random.nextInt(4 * 3_600_000));
        List<CostLine> lines = new ArrayList<>();
        for (int line = random.nextInt(4); line > 0; line--) {
            boolean spoken = random.nextInt(4) == 0;
            Rate rate = spoken
                    ? new Rate(UsageUnit.AUDIO_SECONDS, Money.usd("0.0" + (1 + random.nextInt(3))), 60)
                    : new Rate(
                            random.nextBoolean() ? UsageUnit.INPUT_TOKENS : UsageUnit.OUTPUT_TOKENS,
                            Money.usd(BigDecimal.valueOf(random.nextInt(1_000), 4)),
                            MILLION);
            List<Adjustment> adjustments = Stream.of(
                            EUROPE, AGREED, new Adjustment(Adjustment.Kind.DISCOUNT, "odd", Percentage.of("-0.123457")))
                    .filter(adjustment -> random.nextInt(3) == 0)
                    .toList();
            lines.add(new CostLine(random.nextInt(100_000), rate, adjustments));
        }
        Cost cost = switch (random.nextInt(10)) {
            case 0 -> Cost.unpriced(Money.USD, UnpricedReason.NO_USAGE);
            case 1 -> Cost.free(Money.USD);
            case 2 -> Cost.estimated(Money.USD, lines, "v");
            default -> Cost.measured(Money.USD, lines, "v");
        };
        return aUsageRecord()
                .at(at)
                .withSeed(number)
                .by(new UserId("user" + random.nextInt(2)))
                .withCost(cost)
                .build();
    }

    private static Quantities input(long tokens) {
        return Quantities.builder().add(UsageUnit.INPUT_TOKENS, tokens).build();
    }

    private static BigDecimal sum(List<CSVRecord> rows, String column) {
        return rows.stream().map(row -> number(row, column)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal number(CSVRecord row, String column) {
        return new BigDecimal(row.get(column));
    }

    private static List<CSVRecord> rows(UsageRecord... calls) throws IOException {
        return parse(written(List.of(calls)));
    }

    private static List<CSVRecord> gaps(UsageRecord... calls) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return parse(written(new FocusUnpricedCsv(out), out, List.of(calls)));
    }

    private static String written(List<UsageRecord> calls) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return written(new FocusCsv(out), out, calls);
    }

    private static String written(CallsFile file, ByteArrayOutputStream out, List<UsageRecord> calls)
            throws IOException {
        for (UsageRecord call : calls) {
            file.write(call);
        }
        file.finish();
        return out.toString(UTF_8);
    }

    private static List<CSVRecord> parse(String csv) throws IOException {
        try (CSVParser parser = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))) {
            return parser.getRecords();
        }
    }
}
