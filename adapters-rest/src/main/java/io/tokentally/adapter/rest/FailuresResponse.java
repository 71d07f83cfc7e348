package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.failure.FailedCalls;
import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.failure.FailureReport.Earlier;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What failed, as JSON. Costs are decimals in strings, as in {@link ReportResponse}. */
@JsonPropertyOrder({
    "organization",
    "asOf",
    "period",
    "currency",
    "calls",
    "cost",
    "groups",
    "others",
    "othersCalls",
    "othersCost"
})
@Schema(name = "UsageFailures", description = "Failed calls by kind of failure, HTTP status, model and endpoint")
record FailuresResponse(
        @Schema(example = "acme") String organization,

        @Schema(description = "What was recorded until then is in it for certain; absent where it is of now")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant asOf,

        PeriodResponse period,

        @Schema(description = "Of all costs, by ISO 4217", example = "USD")
        String currency,

        @Schema(description = "Of all groups", example = "7")
        long calls,

        @Schema(description = "Of all groups", example = "0.25")
        String cost,

        @Schema(description = "Those with the most calls, these first")
        List<GroupResponse> groups,

        @Schema(description = "How many more groups there are", example = "0")
        long others,

        @Schema(example = "0") long othersCalls,
        @Schema(example = "0") String othersCost) {

    static FailuresResponse of(Viewer viewer, FailureReport report) {
        List<FailedCalls> top = report.sums().top();
        Money cost = report.sums().cost();
        Money told =
                Money.sum(cost.currency(), top.stream().map(FailedCalls::cost).toList());
        return new FailuresResponse(
                viewer.organizationId().value(),
                report.asOf(),
                PeriodResponse.of(report.query().period()),
                cost.currency().getCurrencyCode(),
                report.sums().calls(),
                text(cost),
                top.stream().map(group -> GroupResponse.of(report, group)).toList(),
                report.sums().groups() - top.size(),
                report.sums().calls()
                        - top.stream().mapToLong(FailedCalls::calls).sum(),
                text(cost.minus(told)));
    }

    private static String text(Money money) {
        return money.amount().toPlainString();
    }

    /** The failed calls of a group. */
    @JsonPropertyOrder({
        "kind",
        "httpStatus",
        "model",
        "endpoint",
        "calls",
        "earlierCalls",
        "people",
        "cost",
        "firstSeen",
        "lastSeen",
        "errorType",
        "errorCode"
    })
    @Schema(name = "UsageFailureGroup")
    record GroupResponse(
            @Schema(
                    allowableValues = {
                        "provider_error",
                        "timeout",
                        "connection_failed",
                        "stream_interrupted",
                        "invalid_response",
                        "cancelled"
                    })
            String kind,

            @Schema(description = "Absent where the provider gave no answer", example = "429")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Integer httpStatus,

            @Schema(description = "The one that served or was asked, its snapshots together", example = "gpt-4.1-nano")
            String model,

            @Schema(example = "chat") String endpoint,
            @Schema(example = "7") long calls,

            @Schema(
                    description = "How many failed so in the earlier days; absent where nothing is compared",
                    example = "0")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Long earlierCalls,

            @Schema(description = "Whose calls they were; of the organization's alone", example = "2")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Long people,

            @Schema(description = "Of the calls whose cost is known", example = "0.25")
            String cost,

            @Schema(
                    description =
                            "When the first of them was made in the period; absent where it has been removed since",
                    format = "date-time",
                    example = "2026-10-08T14:15:00.123+02:00")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String firstSeen,

            @Schema(
                    description =
                            "When the last of them was made in the period; absent where it has been removed since",
                    format = "date-time",
                    example = "2026-10-08T14:15:00.123+02:00")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String lastSeen,

            @Schema(description = "The provider's word for the last of them", example = "insufficient_quota")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String errorType,

            @Schema(description = "The provider's word for the last of them", example = "rate_limit_exceeded")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String errorCode) {

        static GroupResponse of(FailureReport report, FailedCalls group) {
            Earlier earlier = report.earlier();
            Failure newest = group.newest();
            Period period = report.query().period();
            return new GroupResponse(
                    ApiEnumNames.word(group.group().kind()),
                    group.group().httpStatus(),
                    group.group().model(),
                    group.group().endpoint(),
                    group.calls(),
                    earlier == null ? null : (Long) earlier.count(group.group()),
                    report.query().scope() == UsageScope.ORGANIZATION ? (Long) group.people() : null,
                    text(group.cost()),
                    time(group.firstSeen(), period),
                    time(group.lastSeen(), period),
                    newest == null ? null : newest.errorType(),
                    newest == null ? null : newest.errorCode());
        }

        private static @Nullable String time(@Nullable Instant seen, Period period) {
            return seen == null ? null : ReportResponse.time(seen, period);
        }
    }
}
