package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all that the ledger holds of an organization. */
public final class LedgerContents {

    private static final TimeRange EVER =
            new TimeRange(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"));

    /** A table of what all roll-ups by quarter-hour say, by names. */
    public static final String SUMS = """
            (SELECT sums.organization_id, quarter_hour, user_id, endpoint, provider, billed_model AS model,
                coalesce(sum(calls) FILTER (WHERE NOT free_of_charge), 0) AS requests,
                coalesce(sum(calls) FILTER (WHERE NOT free_of_charge AND NOT success), 0) AS failures,
                coalesce(sum(calls) FILTER (WHERE cost_status = 'UNPRICED'), 0) AS unpriced,
                coalesce(sum(calls) FILTER (WHERE cost_status = 'ESTIMATED'), 0) AS estimated,
                sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(total_cost) AS total_cost,
                coalesce(sum(calls) FILTER (WHERE free_of_charge), 0) AS free_calls,
                coalesce(sum(calls) FILTER (WHERE free_of_charge AND NOT success), 0) AS free_failures
            FROM usage_quarter_hours sums
            JOIN usage_series series
                ON series.organization_id = sums.organization_id AND series.number = sums.series
            JOIN usage_callers caller
                ON caller.organization_id = sums.organization_id AND caller.number = sums.caller
            GROUP BY 1, 2, 3, 4, 5, 6) AS sums\
            """;

    private LedgerContents() {}

    /** What any roll-up says that the calls do not, or the other way round. */
    public static List<@Nullable String> drift(TestDatabase database) {
        return database.asOwner().sql("""
                        SELECT concat_ws(' ', organization_id, rollup, bucket, series, caller, expected, found)
                        FROM (SELECT organization_id FROM usage_calls UNION SELECT organization_id FROM usage_days) AS used
                        CROSS JOIN LATERAL days_of_usage(organization_id) AS day
                        CROSS JOIN LATERAL usage_drift(organization_id, day)""").query(String.class).list();
    }

    public static List<UsageRecord> recordsOf(TestDatabase database, OrganizationId organizationId) {
        Viewer auditor = ViewerFixtures.viewer(new UserId("auditor of " + organizationId), organizationId, Role.OWNER);
        database.addMember(auditor);
        return database.inTransaction(() -> database.bean(CallHistory.class)
                .findOlder(auditor, UsageScope.ORGANIZATION, EVER, CallFilter.ALL, null, Integer.MAX_VALUE));
    }
}
