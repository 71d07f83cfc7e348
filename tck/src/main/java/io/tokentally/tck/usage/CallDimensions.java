package io.tokentally.tck.usage;

import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/** What a call has of each dimension. */
public final class CallDimensions {

    private CallDimensions() {}

    /** The empty text for none. */
    public static String value(UsageRecord call, Dimension dimension) {
        return switch (dimension) {
            case Attribute attribute -> value(call, attribute);
            case Tag tag -> text(call.attribution().tags().values().get(tag.name()));
        };
    }

    private static String value(UsageRecord call, Attribute attribute) {
        return switch (attribute) {
            case ENDPOINT -> call.attribution().endpoint().value();
            case OPERATION -> text(call.operation());
            case PROVIDER -> call.provider().value();
            case MODEL -> call.billedModel().base().value();
            case SNAPSHOT -> call.billedModel().value();
            case USER -> call.attribution().userId().value();
            case KEY -> text(call.attribution().keyId());
            case SERVICE_TIER -> call.serviceTier().value();
            case REGION -> text(call.region());
            case PRICE_VERSION -> text(call.cost().priceVersion());
            case INPUT_BAND -> text(call.cost().inputBand());
            case STATUS -> (call.outcome().isSuccess() ? CallFilter.Status.SUCCEEDED : CallFilter.Status.FAILED).name();
            case FAILURE_KIND ->
                call.outcome() instanceof Outcome.Failure failure
                        ? failure.kind().name()
                        : "";
            case HTTP_STATUS -> call.outcome() instanceof Outcome.Failure failure ? text(failure.httpStatus()) : "";
            case COST_STATUS -> call.cost().status().name();
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
