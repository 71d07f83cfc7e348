package io.tokentally.codec;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {

    /** As version 1 wrote it, and as every later version must read it. */
    private static final String OF_VERSION_1 = """
            {"v":1,"id":"0199e7c4-9800-71cf-8b1b-0f1d2a3c4d5e","organization":"acme","user":"member@acme.example",\
            "endpoint":"chat","source":"CONTEXT","key":"6f9619ff-8b86-4011-b42d-00cf4fc964ff","tags":{"team":"search"},\
            "provider":"openai","model":"gpt-4.1-nano","served":"gpt-4.1-nano-2025-04-14","tier":"standard",\
            "region":"eu","reading":"REPORTED","quantities":{"INPUT_TOKENS":10000},"cost":"MEASURED","currency":"USD",\
            "price":"p1","lines":[["INPUT_TOKENS",10000,"0.1",1000000,"DISCOUNT","frame","-12.345678"]],\
            "nanos":850000001,"first":7,"failure":"PROVIDER_ERROR","status":429,"error":"a","code":"b"}""";

    /** The same in version 2. */
    private static final String OF_VERSION_2 = """
            {"v":2,"id":"0199e7c4-9800-71cf-8b1b-0f1d2a3c4d5e","organization_id":"acme","user_id":"member@acme.example",\
            "endpoint":"chat","attribution":"context","virtual_key_id":"6f9619ff-8b86-4011-b42d-00cf4fc964ff",\
            "tags":{"team":"search"},"provider":"openai","model":"gpt-4.1-nano","served_model":"gpt-4.1-nano-2025-04-14",\
            "service_tier":"standard","region":"eu","usage_reading":"REPORTED","quantities":{"INPUT_TOKENS":10000},\
            "cost_status":"MEASURED","currency":"USD","price_version":"p1","cost_lines":[{"unit":"INPUT_TOKENS",\
            "quantity":10000,"price":"0.1","per":1000000,"adjustments":[{"kind":"DISCOUNT","basis":"frame",\
            "percentage":"-12.345678"}]}],"failure_kind":"PROVIDER_ERROR","http_status":429,"error_type":"a",\
            "error_code":"b","response_time_ns":850000001,"time_to_first_token_ns":7}""";

    /** With parts. */
    private static final String OF_VERSION_3 = """
            {"v":3,"id":"0199e7c4-9800-71cf-8b1b-0f1d2a3c4d5e","organization_id":"acme","user_id":"member@acme.example",\
            "endpoint":"chat","attribution":"context","provider":"openai","model":"gpt-4.1-nano",\
            "service_tier":"standard","usage_reading":"REPORTED","quantities":{"INPUT_TOKENS":10000,"OUTPUT_TOKENS":7},\
            "usage_parts":[{"kind":"message","quantities":{"INPUT_TOKENS":10000},"request_input_tokens":10000,\
            "input_tokens":10000,"output_tokens":0},{"kind":"advisor_message","model":"gpt-4o","service_tier":"flex",\
            "quantities":{"OUTPUT_TOKENS":7},"request_input_tokens":0,"input_tokens":0,"output_tokens":7,\
            "flaw":"UNKNOWN_KIND"}],"cost_status":"MEASURED","currency":"USD","price_version":"p1",\
            "cost_lines":[{"unit":"INPUT_TOKENS","quantity":10000,"price":"0.1","per":1000000,"part":0,\
            "model":"gpt-4.1-nano","price_version":"p1","amount":"0.001"}],"response_time_ns":850000001}""";

    /** Of version 2, with room for what else it tells. */
    private static final String UNBILLED = """
            {"v":2,"id":"0199e7c4-9800-71cf-8b1b-0f1d2a3c4d5e","organization_id":"acme","user_id":"ada","endpoint":"chat",\
            "attribution":"context","provider":"openai","model":"gpt-4o","service_tier":"standard",\
            "usage_reading":"NOT_BILLED","quantities":{},%s"cost_status":"FREE","currency":"USD","cost_lines":[],\
            "response_time_ns":5}""";

    @Test
    void everyRecordSurvivesTheRoundTripExactly() throws UnreadableRecordException {
        Random random = new Random(4);
        RandomCalls calls = new RandomCalls(4, ACME, NOON, Duration.ofHours(3));
        for (int i = 0; i < 5_000; i++) {
            UsageRecord call = throughTheGateway(calls.next(), random);

            assertThat(RecordCodec.read(RecordCodec.write(call))).isEqualTo(call);
        }
    }

    /** With a key, tags, and times to the nanosecond. */
    private static UsageRecord throughTheGateway(UsageRecord call, Random random) {
        Attribution attribution = new Attribution(
                new OrganizationId("acme \"quoted\" \\ \u2028"),
                new UserId("Ünï 🦊 " + random.nextInt()),
                new Endpoint("chat.completions"),
                call.attribution().source(),
                random.nextBoolean() ? Tags.NONE : new Tags(Map.of("team", "search", "a\"b", "</é>")),
                random.nextBoolean() ? null : new VirtualKeyId(new UUID(random.nextLong(), random.nextLong())));
        Duration responseTime = Duration.ofNanos(random.nextLong(Long.MAX_VALUE));
        MeteredCall through = new MeteredCall(
                call.createdAt(),
                attribution,
                call.operation(),
                call.provider(),
                call.model(),
                call.servedModel(),
                call.serviceTier(),
                call.region(),
                call.reading(),
                new Timing(responseTime, random.nextBoolean() ? null : responseTime.dividedBy(3)),
                call.outcome(),
                null,
                random.nextBoolean()
                        ? List.of()
                        : List.of(
                                new MadeResource("file-\"🦊", new VirtualKeyId(new UUID(random.nextLong(), 1))),
                                new MadeResource("resp_1", new VirtualKeyId(new UUID(random.nextLong(), 2)))),
                call.isFree(),
                call.trace());
        return new UsageRecord(call.id(), through, call.cost());
    }

    @Test
    void whatVersion1LeftBehindIsRead() throws UnreadableRecordException {
        assertThat(read(OF_VERSION_1)).isEqualTo(read(OF_VERSION_2));
    }

    @Test
    void whatVersion2LeftBehindIsRead() throws UnreadableRecordException {
        assertThat(new String(RecordCodec.write(read(OF_VERSION_2)), StandardCharsets.UTF_8))
                .isEqualTo(OF_VERSION_2);
    }

    /** What is not told is not written, so that most records take no more room. */
    @Test
    void whichAttemptItWasIsKeptAsFarAsItIsTold() throws UnreadableRecordException {
        CallId id = new CallId(new UUID(1, 2));
        for (CallAttempt attempt : List.of(
                CallAttempt.UNTOLD,
                new CallAttempt(2, null),
                new CallAttempt(null, id),
                new CallAttempt(1, id),
                new CallAttempt(CallAttempt.MAX_NUMBER, id))) {
            UsageRecord call = aUsageRecord()
                    .tracedBy(new CallTrace(Map.of(), null, attempt))
                    .build();
            String written = new String(RecordCodec.write(call), StandardCharsets.UTF_8);

            assertThat(read(written)).isEqualTo(call);
            assertThat(written.contains("\"attempt\"")).isEqualTo(attempt.number() != null);
            assertThat(written.contains("\"attempt_of\"")).isEqualTo(attempt.call() != null);
        }
    }

    @Test
    void aNumberThatNoAttemptHasIsUnknown() throws UnreadableRecordException {
        assertThat(read(OF_VERSION_2.replace("{\"v\":2,", "{\"v\":2,\"attempt\":1000000000,")))
                .isEqualTo(read(OF_VERSION_2));
    }

    /** Version 3 differs where there are parts, and there alone. */
    @Test
    void whatVersion3LeavesBehindIsRead() throws UnreadableRecordException {
        UsageRecord call = read(OF_VERSION_3);

        assertThat(call.reading())
                .isEqualTo(UsageReading.Reported.inParts(List.of(
                        UsagePart.of("message", null, new Quantities(Map.of(UsageUnit.INPUT_TOKENS, 10_000L))),
                        new UsagePart(
                                "advisor_message",
                                new ModelName("gpt-4o"),
                                ServiceTier.FLEX,
                                new Quantities(Map.of(UsageUnit.OUTPUT_TOKENS, 7L)),
                                0,
                                UsagePart.Flaw.UNKNOWN_KIND))));
        assertThat(call.cost().lines())
                .extracting(CostLine::part)
                .containsExactly(new BilledPart(0, new ModelName("gpt-4.1-nano"), "p1"));
        assertThat(new String(RecordCodec.write(call), StandardCharsets.UTF_8)).isEqualTo(OF_VERSION_3);
    }

    @Test
    void partsThatDoNotAddUpToTheirCallAreNoRecord() {
        assertThatThrownBy(() -> read(OF_VERSION_3.replace("{\"OUTPUT_TOKENS\":7}", "{\"OUTPUT_TOKENS\":8}")))
                .isInstanceOf(UnreadableRecordException.class);
    }

    /** Version 1 left out what was empty. */
    @Test
    void whatVersion1LeftOutIsEmpty() throws UnreadableRecordException {
        UsageRecord call = read("""
                {"v":1,"id":"0199e7c4-9800-71cf-8b1b-0f1d2a3c4d5e","organization":"acme","user":"ada","endpoint":"chat",\
                "source":"DEFAULT","provider":"openai","model":"m","tier":"standard","reading":"NOT_BILLED",\
                "quantities":{},"cost":"FREE","currency":"USD","nanos":5,"made":["file-1","6f9619ff-8b86-4011-b42d-00cf4fc964ff"]}""");

        assertThat(call.cost()).isEqualTo(Cost.free(Money.USD));
        assertThat(call.attribution())
                .isEqualTo(new Attribution(ACME, new UserId("ada"), new Endpoint("chat"), Attribution.Source.DEFAULT));
        assertThat(call.reading()).isEqualTo(new UsageReading.NotBilled());
        assertThat(call.timing()).isEqualTo(new Timing(Duration.ofNanos(5), null));
        assertThat(call.outcome()).isEqualTo(new Outcome.Success());
        assertThat(call.made()).extracting(MadeResource::id).containsExactly("file-1");
    }

    @ParameterizedTest
    @CsvSource({"chat.completions, chat.completions", "messages, messages", "chat,", "other,", "files,"})
    void anEndpointOfVersion1ThatIsAnApisNameIsTheOperation(String endpoint, @Nullable String operation)
            throws UnreadableRecordException {
        UsageRecord call = read(OF_VERSION_1.replace("\"endpoint\":\"chat\"", "\"endpoint\":\"" + endpoint + "\""));

        assertThat(call.attribution().endpoint()).isEqualTo(new Endpoint(endpoint));
        assertThat(call.operation()).isEqualTo(operation == null ? null : new Operation(operation));
    }

    @Test
    void theOperationIsKeptBesideTheFeature() throws UnreadableRecordException {
        UsageRecord call = aUsageRecord()
                .withEndpoint("messages")
                .withOperation("chat.completions")
                .build();

        assertThat(RecordCodec.read(RecordCodec.write(call)).operation()).isEqualTo(new Operation("chat.completions"));
        assertThat(RecordCodec.read(RecordCodec.write(aUsageRecord()
                                .withEndpoint("messages")
                                .withoutOperation()
                                .build()))
                        .operation())
                .isNull();
    }

    /** What was not billed tells whether such calls ever are; where a record does not tell, its kind of call does. */
    @ParameterizedTest
    @CsvSource({
        "true, '\"free_of_charge\":true,'",
        "false, '\"free_of_charge\":false,'",
        "true, ''",
        "true, '\"operation\":\"messages.count_tokens\",\"failure_kind\":\"TIMEOUT\",'",
        "true, '\"operation\":\"files\",\"failure_kind\":\"TIMEOUT\",'",
        "false, '\"operation\":\"chat.completions\",\"failure_kind\":\"TIMEOUT\",'",
        "false, '\"failure_kind\":\"TIMEOUT\",'"
    })
    void whatWasNotBilledIsFreeOrWasRefused(boolean free, String told) throws UnreadableRecordException {
        UsageRecord call = read(UNBILLED.formatted(told));

        assertThat(call.isFree()).isEqualTo(free);
        assertThat(RecordCodec.read(RecordCodec.write(call))).isEqualTo(call);
    }

    /** No model was named, so that it was no call of one. */
    @Test
    void aFailureOfAnUnknownModelBeforeOperationsWereRecordedIsFree() throws UnreadableRecordException {
        assertThat(read(UNBILLED.formatted("\"failure_kind\":\"TIMEOUT\",").replace("gpt-4o", "unknown"))
                        .isFree())
                .isTrue();
    }

    private static UsageRecord read(String json) throws UnreadableRecordException {
        return RecordCodec.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fieldsOfALaterVersionArePassedOver() throws UnreadableRecordException {
        assertThat(read(OF_VERSION_1.replace("{\"v\":1,", "{\"v\":1,\"mood\":{\"good\":[1]},")))
                .isEqualTo(read(OF_VERSION_1));
        assertThat(read(OF_VERSION_2.replace("{\"v\":2,", "{\"v\":2,\"mood\":{\"good\":[1]},")))
                .isEqualTo(read(OF_VERSION_2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{}",
                "[]",
                "null",
                "{\"v\":0}",
                "{\"v\":2}",
                "{\"v\":3}",
                "{\"v\":1,\"id\":5}",
                "{\"v\":2"
            })
    void whatIsNoRecordIsToldSo(String text) {
        assertThatThrownBy(() -> RecordCodec.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void aRecordIsSmall() {
        assertThat(RecordCodec.write(aUsageRecord().build())).hasSizeLessThan(800);
    }
}
