package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnSchema;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
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
import io.tokentally.domain.usage.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallsParquetTest {

    private static final TellShutdownUseCase NOT_SHUT_DOWN = call -> Optional.empty();

    @Test
    void aCallIsARowInTypedColumns() throws IOException {
        UsageRecord call = aUsageRecord()
                .madeWith(new VirtualKeyId(new UUID(0, 1)), new Tags(Map.of("team", "search")))
                .tracedBy(new CallTrace(
                        Map.of("session-id", "s1"), "req_1", new CallAttempt(2, new CallId(new UUID(0, 9)))))
                .inBand(new InputBand(0, 200_000L))
                .build();

        assertThat(row(call, NOT_SHUT_DOWN))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("id", call.id().toString()),
                        Map.entry("createdAt", Instant.parse("2026-10-15T12:00:00Z")),
                        Map.entry("userId", "member@acme.example"),
                        Map.entry("attribution", "context"),
                        Map.entry("endpoint", "extract_candidate_info"),
                        Map.entry("operation", "chat.completions"),
                        Map.entry("provider", "openai"),
                        Map.entry("model", "gpt-4.1-nano"),
                        Map.entry("servedModel", "gpt-4.1-nano-2025-04-14"),
                        Map.entry("serviceTier", "standard"),
                        Map.entry("inputTokens", 10_000L),
                        Map.entry("outputTokens", 2_500L),
                        Map.entry("totalTokens", 12_500L),
                        Map.entry("usage", "reported"),
                        Map.entry("quantity_input_tokens", 10_000L),
                        Map.entry("quantity_output_tokens", 2_500L),
                        Map.entry("cost", new BigDecimal("0.002").setScale(24)),
                        Map.entry("currency", "USD"),
                        Map.entry("costStatus", "measured"),
                        Map.entry("freeOfCharge", false),
                        Map.entry("priceVersion", "gpt-4.1-nano-2025-04-14"),
                        Map.entry("inputBand", "0-200000"),
                        Map.entry(
                                "costLines",
                                "[{\"unit\":\"input_tokens\",\"quantity\":10000,\"price\":\"0.1\",\"per\":1000000,"
                                        + "\"adjustments\":[],\"amount\":\"0.001\"},"
                                        + "{\"unit\":\"output_tokens\",\"quantity\":2500,\"price\":\"0.4\",\"per\":1000000,"
                                        + "\"adjustments\":[],\"amount\":\"0.001\"}]"),
                        Map.entry("responseTimeMs", 850L),
                        Map.entry("success", true),
                        Map.entry("tags", "{\"team\":\"search\"}"),
                        Map.entry("virtualKeyId", "00000000-0000-0000-0000-000000000001"),
                        Map.entry("providerRequestId", "req_1"),
                        Map.entry("clientIds", "{\"session-id\":\"s1\"}"),
                        Map.entry("attempt", 2L),
                        Map.entry("attemptOf", "00000000-0000-0000-0000-000000000009")));
    }

    @Test
    void aCostThatIsNotKnownIsNoZero() throws IOException {
        assertThat(row(aUsageRecord().unpriced().build(), NOT_SHUT_DOWN))
                .doesNotContainKeys("cost", "costLines", "priceVersion")
                .containsEntry("costStatus", "unpriced")
                .containsEntry("unpricedReason", "no_price");
    }

    @Test
    void failuresPartsAndShutdownsHaveTheirColumns() throws IOException {
        ModelLifecycle ended = new ModelLifecycle(
                Provider.OPENAI, List.of(new ModelPattern("gpt-4.1-nano*")), LocalDate.of(2026, 10, 1), null, "a page");
        UsageRecord failed = aUsageRecord()
                .failing(new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit"))
                .build();
        UsageRecord inParts = aUsageRecord()
                .inParts(UsagePart.of(
                        "message",
                        new ModelName("other"),
                        Quantities.builder().add(UsageUnit.INPUT_TOKENS, 7).build()))
                .build();

        assertThat(row(failed, NOT_SHUT_DOWN))
                .containsEntry("success", false)
                .containsEntry("errorKind", "provider_error")
                .containsEntry("errorHttpStatus", 429L)
                .containsEntry("errorType", "requests")
                .containsEntry("errorCode", "rate_limit")
                .containsEntry("cost", new BigDecimal("0").setScale(24));
        assertThat(row(inParts, call -> Optional.of(ended)))
                .containsEntry("modelShutDown", LocalDate.of(2026, 10, 1))
                .hasEntrySatisfying(
                        "usageParts", parts -> assertThat(parts.toString()).contains("\"requestInputTokens\":7"));
    }

    /** As many as the full CSV has, but for the currency and whether a call is free of charge, which the API tells as well. */
    @Test
    void thereIsAColumnForEachOfTheFullCsv() throws IOException {
        // Those in JSON say once more what others do, which here is not cut down to begin with.
        long columns = CallColumn.all(ZoneOffset.UTC, NOT_SHUT_DOWN).stream()
                .filter(column -> !column.header().endsWith("(JSON)"))
                .count();
        try (ParquetFileReader reader = open(written(List.of(), NOT_SHUT_DOWN))) {
            assertThat((long) reader.getFileSchema().getColumnCount()).isEqualTo(columns + 1);
        }
    }

    private static Map<String, Object> row(UsageRecord call, TellShutdownUseCase shutdowns) throws IOException {
        return rows(List.of(call), shutdowns).getFirst();
    }

    /** What is there of each. */
    private static List<Map<String, Object>> rows(List<UsageRecord> calls, TellShutdownUseCase shutdowns)
            throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ParquetFileReader reader = open(written(calls, shutdowns));
                RowReader row = reader.rowReader()) {
            while (row.hasNext()) {
                row.next();
                Map<String, Object> cells = new LinkedHashMap<>();
                for (ColumnSchema column : reader.getFileSchema().getColumns()) {
                    if (!row.isNull(column.name())) {
                        Object value = row.getValue(column.name());
                        cells.put(
                                column.name(),
                                value instanceof byte[] text ? new String(text, StandardCharsets.UTF_8) : value);
                    }
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private static ParquetFileReader open(byte[] file) throws IOException {
        return ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
    }

    private static byte[] written(List<UsageRecord> calls, TellShutdownUseCase shutdowns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CallsParquet file = new CallsParquet(out, shutdowns);
        for (UsageRecord call : calls) {
            file.write(call);
        }
        file.finish();
        return out.toByteArray();
    }
}
