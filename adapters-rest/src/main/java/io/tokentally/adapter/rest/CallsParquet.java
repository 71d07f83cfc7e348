package io.tokentally.adapter.rest;

import static io.tokentally.adapter.rest.parquet.ParquetType.BOOLEAN;
import static io.tokentally.adapter.rest.parquet.ParquetType.DATE;
import static io.tokentally.adapter.rest.parquet.ParquetType.DECIMAL;
import static io.tokentally.adapter.rest.parquet.ParquetType.INT64;
import static io.tokentally.adapter.rest.parquet.ParquetType.JSON;
import static io.tokentally.adapter.rest.parquet.ParquetType.STRING;
import static io.tokentally.adapter.rest.parquet.ParquetType.TIMESTAMP;

import io.tokentally.adapter.rest.parquet.ParquetColumn;
import io.tokentally.adapter.rest.parquet.ParquetWriter;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes calls as Parquet: a row a call, with the names that the API has for its fields, each in the type that it is of. What has
 * no fixed columns, such as tags, is JSON; of the quantities each unit has a column.
 */
final class CallsParquet implements CallsFile {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<ParquetColumn<CallResponse>> COLUMNS = columns();

    private final ParquetWriter<CallResponse> writer;
    private final TellShutdownUseCase shutdowns;

    CallsParquet(OutputStream out, TellShutdownUseCase shutdowns) throws IOException {
        this.writer = new ParquetWriter<>(out, COLUMNS);
        this.shutdowns = shutdowns;
    }

    @Override
    public void write(UsageRecord call) throws IOException {
        writer.write(CallResponse.of(call, shutdowns.before(call)));
    }

    @Override
    public void finish() throws IOException {
        writer.finish();
    }

    private static List<ParquetColumn<CallResponse>> columns() {
        List<ParquetColumn<CallResponse>> columns = new ArrayList<>(List.of(
                ParquetColumn.required("id", STRING, CallResponse::id),
                ParquetColumn.required("createdAt", TIMESTAMP, call -> Instant.parse(call.createdAt())),
                ParquetColumn.required("userId", STRING, CallResponse::userId),
                ParquetColumn.required("attribution", STRING, CallResponse::attribution),
                ParquetColumn.required("endpoint", STRING, CallResponse::endpoint),
                ParquetColumn.optional("operation", STRING, CallResponse::operation),
                ParquetColumn.required("provider", STRING, CallResponse::provider),
                ParquetColumn.required("model", STRING, CallResponse::model),
                ParquetColumn.optional("servedModel", STRING, CallResponse::servedModel),
                ParquetColumn.optional("modelShutDown", DATE, CallsParquet::modelShutDown),
                ParquetColumn.required("serviceTier", STRING, CallResponse::serviceTier),
                ParquetColumn.optional("region", STRING, CallResponse::region),
                ParquetColumn.required("inputTokens", INT64, CallResponse::inputTokens),
                ParquetColumn.required("outputTokens", INT64, CallResponse::outputTokens),
                ParquetColumn.required("totalTokens", INT64, CallResponse::totalTokens),
                ParquetColumn.required("usage", STRING, CallResponse::usage)));
        Arrays.stream(UsageUnit.values()).map(CallsParquet::quantity).forEach(columns::add);
        columns.addAll(List.of(
                ParquetColumn.optional("usageParts", JSON, call -> jsonUnlessEmpty(call.usageParts())),
                ParquetColumn.optional("cost", DECIMAL, CallsParquet::cost),
                ParquetColumn.required("currency", STRING, CallResponse::currency),
                ParquetColumn.required("costStatus", STRING, CallResponse::costStatus),
                ParquetColumn.required("freeOfCharge", BOOLEAN, CallResponse::freeOfCharge),
                ParquetColumn.optional("unpricedReason", STRING, CallResponse::unpricedReason),
                ParquetColumn.optional("priceVersion", STRING, CallResponse::priceVersion),
                ParquetColumn.optional("inputBand", STRING, CallResponse::inputBand),
                ParquetColumn.optional("costLines", JSON, call -> jsonUnlessEmpty(call.costLines())),
                ParquetColumn.required("responseTimeMs", INT64, CallResponse::responseTimeMs),
                ParquetColumn.optional("timeToFirstTokenMs", INT64, CallResponse::timeToFirstTokenMs),
                ParquetColumn.required("success", BOOLEAN, CallResponse::success),
                ParquetColumn.optional("errorKind", STRING, ofError(CallResponse.CallError::kind)),
                ParquetColumn.optional("errorHttpStatus", INT64, ofError(CallsParquet::httpStatus)),
                ParquetColumn.optional("errorType", STRING, ofError(CallResponse.CallError::type)),
                ParquetColumn.optional("errorCode", STRING, ofError(CallResponse.CallError::code)),
                ParquetColumn.optional("tags", JSON, call -> jsonUnlessEmpty(call.tags())),
                ParquetColumn.optional("virtualKeyId", STRING, CallResponse::virtualKeyId),
                ParquetColumn.optional("providerRequestId", STRING, CallResponse::providerRequestId),
                ParquetColumn.optional("clientIds", JSON, call -> jsonUnlessEmpty(call.clientIds())),
                ParquetColumn.optional("attempt", INT64, CallsParquet::attempt),
                ParquetColumn.optional("attemptOf", STRING, CallResponse::attemptOf)));
        return List.copyOf(columns);
    }

    private static ParquetColumn<CallResponse> quantity(UsageUnit unit) {
        String word = ApiEnumNames.word(unit);
        return ParquetColumn.optional(
                "quantity_" + word, INT64, call -> call.quantities().get(word));
    }

    private static @Nullable Long attempt(CallResponse call) {
        return call.attempt() == null ? null : call.attempt().longValue();
    }

    private static @Nullable LocalDate modelShutDown(CallResponse call) {
        return call.modelShutDown() == null ? null : LocalDate.parse(call.modelShutDown());
    }

    private static @Nullable BigDecimal cost(CallResponse call) {
        return call.cost() == null ? null : new BigDecimal(call.cost());
    }

    private static @Nullable Long httpStatus(CallResponse.CallError error) {
        return error.httpStatus() == null ? null : error.httpStatus().longValue();
    }

    private static Function<CallResponse, @Nullable Object> ofError(
            Function<CallResponse.CallError, @Nullable Object> field) {
        return call -> call.error() == null ? null : field.apply(call.error());
    }

    private static @Nullable String jsonUnlessEmpty(Collection<?> elements) {
        return elements.isEmpty() ? null : MAPPER.writeValueAsString(elements);
    }

    private static @Nullable String jsonUnlessEmpty(Map<?, ?> entries) {
        return entries.isEmpty() ? null : MAPPER.writeValueAsString(entries);
    }
}
