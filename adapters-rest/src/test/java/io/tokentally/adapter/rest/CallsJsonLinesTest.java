package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallsJsonLinesTest {

    private static final TellShutdownUseCase NOT_SHUT_DOWN = call -> Optional.empty();

    /** Where each column of the full CSV, but for the quantities, is in the object. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            entry("Date", "/createdAt"),
            entry("User ID", "/userId"),
            entry("Endpoint", "/endpoint"),
            entry("Model", "/model"),
            entry("Input Tokens", "/inputTokens"),
            entry("Output Tokens", "/outputTokens"),
            entry("Total Tokens", "/totalTokens"),
            entry("Total Cost (USD)", "/cost"),
            entry("Success", "/success"),
            entry("Response Time (ms)", "/responseTimeMs"),
            entry("Cost Status", "/costStatus"),
            entry("Unpriced Reason", "/unpricedReason"),
            entry("Attribution", "/attribution"),
            entry("Provider", "/provider"),
            entry("Operation", "/operation"),
            entry("Model Served", "/servedModel"),
            entry("Service Tier", "/serviceTier"),
            entry("Region", "/region"),
            entry("Usage", "/usage"),
            entry("Usage Parts", "/usageParts"),
            entry("Cost Lines", "/costLines"),
            entry("Price Version", "/priceVersion"),
            entry("Virtual Key ID", "/virtualKeyId"),
            entry("Tags", "/tags"),
            entry("Failure", "/error/kind"),
            entry("HTTP Status", "/error/httpStatus"),
            entry("Error Type", "/error/type"),
            entry("Error Code", "/error/code"),
            entry("Record ID", "/id"),
            entry("Time to First Token (ms)", "/timeToFirstTokenMs"),
            entry("Provider Request ID", "/providerRequestId"),
            entry("Client IDs", "/clientIds"),
            entry("Attempt", "/attempt"),
            entry("Attempt Of", "/attemptOf"),
            entry("Input Band", "/inputBand"),
            entry("Model Shut Down", "/modelShutDown"),
            entry("Free of Charge", "/freeOfCharge"),
            entry("Usage Parts (JSON)", "/usageParts"),
            entry("Cost Lines (JSON)", "/costLines"));

    private static final List<UsageRecord> CALLS = List.of(
            aUsageRecord().build(),
            aUsageRecord()
                    .madeWith(new VirtualKeyId(new UUID(0, 1)), new Tags(Map.of("team", "search")))
                    .tracedBy(new CallTrace(
                            Map.of("session-id", "s1"), "req_1", new CallAttempt(2, new CallId(new UUID(0, 9)))))
                    .inBand(new InputBand(200_001, null))
                    .build(),
            aUsageRecord().unpriced(UnpricedReason.NO_PRICE).build(),
            aUsageRecord()
                    .inParts(UsagePart.of(
                            "message",
                            new ModelName("other"),
                            Quantities.builder().add(UsageUnit.INPUT_TOKENS, 7).build()))
                    .build(),
            aUsageRecord()
                    .failing(new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit"))
                    .build());

    private final JsonMapper json = new JsonMapper();

    @Test
    void aCallIsAnObjectOnALineOfItsOwn() throws IOException {
        assertThat(written(CALLS.subList(0, 1), NOT_SHUT_DOWN))
                .isEqualTo("{\"id\":\"" + CALLS.getFirst().id() + "\",\"createdAt\":\"2026-10-15T12:00:00Z\","
                        + "\"userId\":\"member@acme.example\",\"attribution\":\"context\","
                        + "\"endpoint\":\"extract_candidate_info\",\"operation\":\"chat.completions\","
                        + "\"provider\":\"openai\",\"model\":\"gpt-4.1-nano\","
                        + "\"servedModel\":\"gpt-4.1-nano-2025-04-14\",\"serviceTier\":\"standard\","
                        + "\"inputTokens\":10000,\"outputTokens\":2500,\"totalTokens\":12500,\"usage\":\"reported\","
                        + "\"quantities\":{\"input_tokens\":10000,\"output_tokens\":2500},\"cost\":\"0.002\","
                        + "\"currency\":\"USD\",\"costStatus\":\"measured\",\"freeOfCharge\":false,"
                        + "\"priceVersion\":\"gpt-4.1-nano-2025-04-14\",\"costLines\":["
                        + "{\"unit\":\"input_tokens\",\"quantity\":10000,\"price\":\"0.1\",\"per\":1000000,"
                        + "\"adjustments\":[],\"amount\":\"0.001\"},"
                        + "{\"unit\":\"output_tokens\",\"quantity\":2500,\"price\":\"0.4\",\"per\":1000000,"
                        + "\"adjustments\":[],\"amount\":\"0.001\"}],"
                        + "\"responseTimeMs\":850,\"success\":true,\"tags\":{}}\n");
    }

    @Test
    void everyColumnOfTheFullCsvHasItsField() throws IOException {
        ModelLifecycle ended = new ModelLifecycle(
                Provider.OPENAI, List.of(new ModelPattern("gpt-4.1-nano*")), LocalDate.of(2026, 10, 1), null, "a page");
        TellShutdownUseCase shutDown = call -> Optional.of(ended);
        // Texts are here as they were recorded anyway.
        List<CallColumn> columns = CallColumn.all(ZoneOffset.UTC, shutDown).stream()
                .filter(column -> !column.header().equals("Texts as Recorded (JSON)"))
                .toList();

        assertThat(columns.stream().map(CallColumn::header).filter(header -> !header.startsWith("Quantity: ")))
                .containsExactlyInAnyOrderElementsOf(FIELDS.keySet());
        for (UsageRecord call : CALLS) {
            JsonNode line = json.readTree(written(List.of(call), shutDown));
            for (CallColumn column : columns) {
                Object cell = column.cell().apply(call);
                JsonNode field = field(line, column.header());
                assertThat(field.isNull()).as(column.header()).isFalse();
                if (cell != null && !cell.toString().isEmpty()) {
                    assertThat(field.isMissingNode()).as(column.header()).isFalse();
                }
            }
        }
    }

    @Test
    void aLineBreakWithinATextEndsNoLine() throws IOException {
        UsageRecord call = aUsageRecord()
                .by(new UserId("zoë👩‍💻"))
                .madeWith(new VirtualKeyId(new UUID(0, 1)), new Tags(Map.of("=1+1", "a\u2028b")))
                .build();

        List<String> lines = written(List.of(call, call), NOT_SHUT_DOWN).lines().toList();

        assertThat(lines).hasSize(2).allSatisfy(line -> {
            assertThat(json.readTree(line).path("userId").asString()).isEqualTo("zoë👩‍💻");
            assertThat(json.readTree(line).at("/tags/=1+1").asString()).isEqualTo("a\u2028b");
        });
    }

    @Test
    void keepsNoMoreThanABufferOfALongExport() throws IOException {
        UsageRecord call = aUsageRecord().build();
        int lineLength = written(List.of(call), NOT_SHUT_DOWN).length();
        long[] arrived = new long[1];
        CallsJsonLines file = new CallsJsonLines(
                new OutputStream() {
                    @Override
                    public void write(int value) {
                        arrived[0]++;
                    }
                },
                NOT_SHUT_DOWN);
        long mostHeldBack = 0;

        for (long row = 1; row <= 10_000; row++) {
            file.write(call);
            mostHeldBack = Math.max(mostHeldBack, row * lineLength - arrived[0]);
        }
        file.finish();

        assertThat(mostHeldBack).isLessThan(16 * 1024);
        assertThat(arrived[0]).isEqualTo(10_000L * lineLength);
    }

    private static JsonNode field(JsonNode line, String header) {
        return header.startsWith("Quantity: ")
                ? line.path("quantities").path(header.substring("Quantity: ".length()))
                : line.at(FIELDS.get(header));
    }

    private static String written(List<UsageRecord> calls, TellShutdownUseCase shutdowns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CallsJsonLines file = new CallsJsonLines(out, shutdowns);
        for (UsageRecord call : calls) {
            file.write(call);
        }
        file.finish();
        return out.toString(UTF_8);
    }
}
