package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.row.ArrayColumns;
import io.tokentally.codec.LedgerColumns;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one organization as {@code post_calls} takes them: what many have in common is described once, and each call names the
 * descriptions by their place; everything else comes in columns.
 */
final class PostedCalls {

    static final String POST = "SELECT post_calls(?, CAST(? AS jsonb), CAST(? AS jsonb), CAST(? AS jsonb)"
            + ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final String organization;
    private final Descriptions callers = new Descriptions();
    private final Descriptions series = new Descriptions();
    private final Descriptions rates = new Descriptions();
    private final List<Row> rows = new ArrayList<>();

    /** A call's columns, in the order in which they are handed over. */
    private record Row(
            UUID id,
            long instant,
            int caller,
            int series,
            int rates,
            long inputTokens,
            long outputTokens,
            String quantities,
            @Nullable BigDecimal totalCost,
            long responseTime,
            @Nullable Long timeToFirstToken,
            @Nullable String requestId,
            @Nullable String errorType,
            @Nullable String errorCode,
            @Nullable String tags,
            @Nullable String clientIds,
            @Nullable String usageParts,
            @Nullable String costLines,
            CallAttempt attempt) {}

    private record Caller(UserId userId, @Nullable VirtualKeyId keyId, Attribution.Source source) {}

    private record Series(
            Endpoint endpoint,
            @Nullable Operation operation,
            Provider provider,
            ModelName model,
            @Nullable ModelName servedModel,
            ModelName billedModel,
            ServiceTier tier,
            @Nullable Region region,
            UsageReading.Kind reading,
            Outcome.Failure.@Nullable Kind failure,
            @Nullable Integer httpStatus,
            CostStatus costStatus,
            @Nullable UnpricedReason unpricedReason,
            @Nullable String priceVersion,
            @Nullable InputBand inputBand,
            boolean free) {}

    private record BilledAt(
            Rate rate,
            List<Adjustment> adjustments,
            @Nullable Rate listRate) {}

    private record Rates(Currency currency, Set<UsageUnit> units, List<BilledAt> lines) {}

    PostedCalls(String organization, Collection<UsageRecord> usageRecords) {
        this.organization = organization;
        usageRecords.forEach(this::add);
    }

    private void add(UsageRecord call) {
        Attribution attribution = call.attribution();
        Quantities quantities = call.quantities();
        Timing timing = call.timing();
        Outcome.@Nullable Failure failure = call.outcome() instanceof Outcome.Failure failed ? failed : null;
        List<CostLine> lines = call.cost().lines();
        boolean follow =
                lines.stream().allMatch(line -> line.part() == null && line.quantity() == quantities.of(line.unit()));
        describeOtherModels(call);
        rows.add(new Row(
                call.id().value(),
                call.createdAt().toEpochMilli(),
                callers.place(
                        new Caller(attribution.userId(), attribution.keyId(), attribution.source()),
                        () -> LedgerColumns.caller(attribution)),
                place(call, call.billedModel()),
                rates(call.cost().currency(), quantities, follow ? lines : List.of()),
                quantities.inputTokens(),
                quantities.outputTokens(),
                amounts(quantities),
                call.cost().status() == CostStatus.UNPRICED
                        ? null
                        : call.cost().total().amount(),
                timing.responseTime().toMillis(),
                timing.timeToFirstToken() == null
                        ? null
                        : timing.timeToFirstToken().toMillis(),
                call.trace().providerRequestId(),
                failure == null ? null : failure.errorType(),
                failure == null ? null : failure.errorCode(),
                attribution.tags().isEmpty()
                        ? null
                        : LedgerColumns.texts(attribution.tags().values()),
                call.trace().clientIds().isEmpty()
                        ? null
                        : LedgerColumns.texts(call.trace().clientIds()),
                call.reading().parts().isEmpty()
                        ? null
                        : LedgerColumns.usageParts(call.reading().parts()),
                follow ? null : LedgerColumns.costLines(lines),
                call.trace().attempt()));
    }

    /** What other models did for a call counts under them: in series that are there before the call is. */
    private void describeOtherModels(UsageRecord call) {
        for (UsagePart part : call.reading().parts()) {
            ModelName model = part.model();
            if (model != null && !model.equals(call.billedModel())) {
                place(call, model);
            }
        }
    }

    private int place(UsageRecord call, ModelName model) {
        Cost cost = call.cost();
        Outcome.@Nullable Failure failure = call.outcome() instanceof Outcome.Failure failed ? failed : null;
        return series.place(
                new Series(
                        call.attribution().endpoint(),
                        call.operation(),
                        call.provider(),
                        call.model(),
                        call.servedModel(),
                        model,
                        call.serviceTier(),
                        call.region(),
                        call.reading().kind(),
                        failure == null ? null : failure.kind(),
                        failure == null ? null : failure.httpStatus(),
                        cost.status(),
                        cost.unpricedReason(),
                        cost.priceVersion(),
                        cost.inputBand(),
                        call.isFree()),
                () -> LedgerColumns.series(call, model));
    }

    /** @param lines those that have the call's quantities */
    private int rates(Currency currency, Quantities quantities, List<CostLine> lines) {
        Set<UsageUnit> units = quantities.amounts().keySet();
        return rates.place(
                new Rates(
                        currency,
                        units,
                        lines.stream()
                                .map(line -> new BilledAt(line.rate(), line.adjustments(), line.listRate()))
                                .toList()),
                () -> LedgerColumns.rates(currency, units, lines));
    }

    private static String amounts(Quantities quantities) {
        StringJoiner amounts = new StringJoiner(",");
        quantities.amounts().values().forEach(amount -> amounts.add(amount.toString()));
        return amounts.toString();
    }

    /** Fills the parameters of {@link #POST}. */
    void fill(PreparedStatement statement) throws SQLException {
        statement.setString(1, organization);
        statement.setString(2, callers.json());
        statement.setString(3, series.json());
        statement.setString(4, rates.json());
        ArrayColumns<Row> columns = new ArrayColumns<>(statement, rows, 5);
        columns.add("uuid", Row::id);
        columns.add("int8", Row::instant);
        columns.add("int4", Row::caller);
        columns.add("int4", Row::series);
        columns.add("int4", Row::rates);
        columns.add("int8", Row::inputTokens);
        columns.add("int8", Row::outputTokens);
        columns.add("text", Row::quantities);
        columns.add("numeric", Row::totalCost);
        columns.add("int8", Row::responseTime);
        columns.add("int8", Row::timeToFirstToken);
        columns.add("text", Row::requestId);
        columns.add("text", Row::errorType);
        columns.add("text", Row::errorCode);
        columns.add("text", Row::tags);
        columns.add("text", Row::clientIds);
        columns.add("text", Row::usageParts);
        columns.add("text", Row::costLines);
        columns.add("int2", row -> row.attempt().number());
        columns.add("uuid", row -> row.attempt().call());
    }

    /** What was described, each once, in the order of the first mention. */
    private static final class Descriptions {

        private final Map<Object, Integer> places = new HashMap<>();
        private final StringJoiner json = new StringJoiner(",", "[", "]");

        /** Its place, from 1 on. */
        int place(Object described, Supplier<String> description) {
            Integer known = places.get(described);
            if (known != null) {
                return known;
            }
            json.add(description.get());
            int place = places.size() + 1;
            places.put(described, place);
            return place;
        }

        String json() {
            return json.toString();
        }
    }
}
