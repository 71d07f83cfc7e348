package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.text.CsvText;
import io.tokentally.domain.usage.UsageRecord;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column of an export of calls.
 *
 * @param header its name in the first line
 * @param cell what it holds of a call; what is not known is null, an empty cell
 */
record CallColumn(String header, Function<UsageRecord, @Nullable Object> cell) {

    private static final String DATE_PATTERN = "uuuu-MM-dd'T'HH:mm:ss.SSSXXX";

    /**
     * The ten columns that everybody knows.
     *
     * @param zone in which dates are written, with their offset
     */
    static List<CallColumn> known(ZoneId zone) {
        DateTimeFormatter dates = DateTimeFormatter.ofPattern(DATE_PATTERN).withZone(zone);
        return List.of(
                new CallColumn("Date", call -> dates.format(call.createdAt())),
                text("User ID", call -> call.attribution().userId().value()),
                text("Endpoint", call -> call.attribution().endpoint().value()),
                text("Model", CallColumn::namedModel),
                new CallColumn("Input Tokens", call -> call.quantities().inputTokens()),
                new CallColumn("Output Tokens", call -> call.quantities().outputTokens()),
                new CallColumn("Total Tokens", call -> call.quantities().totalTokens()),
                new CallColumn("Total Cost (USD)", call -> costOf(call.cost())),
                new CallColumn("Success", call -> call.outcome().isSuccess()),
                new CallColumn(
                        "Response Time (ms)",
                        call -> call.timing().responseTime().toMillis()));
    }

    /** The known ones, then all else that is kept of a call, each unit of its usage in a column of its own. */
    static List<CallColumn> all(ZoneId zone, TellShutdownUseCase shutdowns) {
        List<CallColumn> columns = new ArrayList<>(known(zone));
        columns.addAll(List.of(
                word("Cost Status", call -> call.cost().status()),
                word("Unpriced Reason", call -> call.cost().unpricedReason()),
                word("Attribution", call -> call.attribution().source()),
                text("Provider", call -> call.provider().value()),
                text(
                        "Operation",
                        call -> call.operation() == null
                                ? null
                                : call.operation().value()),
                text(
                        "Model Served",
                        call -> call.servedModel() == null
                                ? null
                                : call.servedModel().value()),
                text("Service Tier", call -> call.serviceTier().value()),
                text(
                        "Region",
                        call -> call.region() == null ? null : call.region().value()),
                word("Usage", call -> call.reading().kind())));
        Arrays.stream(UsageUnit.values()).map(CallColumn::quantity).forEach(columns::add);
        columns.addAll(List.of(
                text("Usage Parts", CallColumn::usageParts),
                text("Cost Lines", CallColumn::costLines),
                text("Price Version", call -> call.cost().priceVersion()),
                new CallColumn("Virtual Key ID", call -> call.attribution().keyId()),
                text("Tags", call -> text(call.attribution().tags().values())),
                word("Failure", call -> call.outcome() instanceof Outcome.Failure failure ? failure.kind() : null),
                new CallColumn(
                        "HTTP Status",
                        call -> call.outcome() instanceof Outcome.Failure failure ? failure.httpStatus() : null),
                text(
                        "Error Type",
                        call -> call.outcome() instanceof Outcome.Failure failure ? failure.errorType() : null),
                text(
                        "Error Code",
                        call -> call.outcome() instanceof Outcome.Failure failure ? failure.errorCode() : null),
                new CallColumn("Record ID", UsageRecord::id),
                new CallColumn(
                        "Time to First Token (ms)",
                        call -> call.timing().timeToFirstToken() == null
                                ? null
                                : Objects.requireNonNull(call.timing().timeToFirstToken())
                                        .toMillis()),
                text("Provider Request ID", call -> call.trace().providerRequestId()),
                text("Client IDs", call -> text(call.trace().clientIds())),
                new CallColumn("Attempt", call -> call.trace().attempt().number()),
                new CallColumn("Attempt Of", call -> call.trace().attempt().call()),
                new CallColumn(
                        "Model Shut Down",
                        call -> shutdowns
                                .before(call)
                                .map(ModelLifecycle::shutDown)
                                .orElse(null)),
                new CallColumn("Free of Charge", UsageRecord::isFree),
                new CallColumn("Usage Parts (JSON)", CallCellJson::usageParts),
                new CallColumn("Cost Lines (JSON)", CallCellJson::costLines),
                new CallColumn("Texts as Recorded (JSON)", CallCellJson::textsAsRecorded)));
        return List.copyOf(columns);
    }

    /** As the caller asked for it; where they named none, as the provider named it. */
    static String namedModel(UsageRecord call) {
        return (call.model().equals(ModelName.UNKNOWN) ? call.billedModel() : call.model()).value();
    }

    /** A text that a caller or a provider chose, made harmless. */
    private static CallColumn text(String header, Function<UsageRecord, @Nullable String> text) {
        return new CallColumn(header, call -> {
            String value = text.apply(call);
            return value == null ? null : CsvText.harmless(value);
        });
    }

    private static CallColumn word(String header, Function<UsageRecord, @Nullable Enum<?>> constant) {
        return new CallColumn(header, call -> {
            Enum<?> value = constant.apply(call);
            return value == null ? null : ApiEnumNames.word(value);
        });
    }

    /** Empty where nothing of the unit was used, as in most columns of most calls. */
    private static CallColumn quantity(UsageUnit unit) {
        return new CallColumn(
                "Quantity: " + ApiEnumNames.word(unit),
                call -> call.quantities().amounts().get(unit));
    }

    /** Empty where the cost is not known: a zero would be taken for one. */
    private static @Nullable String costOf(Cost cost) {
        if (!cost.currency().equals(Money.USD)) {
            throw new IllegalArgumentException("The column holds costs in USD, not in " + cost.currency());
        }
        return cost.status() == CostStatus.UNPRICED
                ? null
                : cost.total().amount().toPlainString();
    }

    /** As in {@code message: input_tokens 1820; image_generation gpt-image-2: input_tokens 171, image_output_tokens 7024}. */
    private static String usageParts(UsageRecord call) {
        return call.reading().parts().stream()
                .map(part -> "%s%s: %s"
                        .formatted(
                                part.kind(),
                                part.model() == null ? "" : " " + part.model(),
                                part.flaw() == null
                                        ? CallResponse.byUnit(part.quantities()).entrySet().stream()
                                                .map(quantity -> quantity.getKey() + " " + quantity.getValue())
                                                .collect(Collectors.joining(", "))
                                        : ApiEnumNames.word(part.flaw())))
                .collect(Collectors.joining("; "));
    }

    /** As in {@code input_tokens 10000 × 0.1/1000000 = 0.001; output_tokens 2500 × 0.4/1000000 +10% eu = 0.0011}. */
    private static String costLines(UsageRecord call) {
        return call.cost().lines().stream()
                .map(line -> "%s%s %d × %s/%d%s = %s"
                        .formatted(
                                line.part() == null ? "" : line.part().model() + ": ",
                                ApiEnumNames.word(line.unit()),
                                line.quantity(),
                                line.rate().price().amount().toPlainString(),
                                line.rate().per(),
                                line.adjustments().stream()
                                        .map(adjustment -> " %s%s%% %s"
                                                .formatted(
                                                        adjustment
                                                                                .percentage()
                                                                                .value()
                                                                                .signum()
                                                                        < 0
                                                                ? ""
                                                                : "+",
                                                        adjustment
                                                                .percentage()
                                                                .value()
                                                                .toPlainString(),
                                                        adjustment.basis()))
                                        .collect(Collectors.joining()),
                                line.amount().amount().toPlainString()))
                .collect(Collectors.joining("; "));
    }

    /** As in {@code team=search;stage=test}; a semicolon, an equals sign or a backslash within follows a backslash. */
    static String text(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(tag -> escaped(tag.getKey()) + "=" + escaped(tag.getValue()))
                .collect(Collectors.joining(";"));
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\\\;=]", "\\\\$0");
    }
}
