package io.tokentally.adapter.persistence.usage;

import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.codec.RecordCodec;
import io.tokentally.codec.UnreadableRecordException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.ImportCounts;
import io.tokentally.domain.usage.Likeness;
import io.tokentally.domain.usage.SummedUsage;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connected as the owner, as whom an import is run at the machine. */
final class JdbcLedgerComparison implements LedgerComparison {

    /**
     * One look-up by the key for each, before what describes calls is joined to those that are found: whatever statistics say, the
     * planner neither reads all calls nor joins what describes them with each other first.
     */
    private static final String FIND = """
        WITH found AS MATERIALIZED (
            SELECT known.*
            FROM unnest(:instants, :ids) AS wanted (instant, id)
            CROSS JOIN LATERAL (
                SELECT organization_id, created_at, id FROM usage_calls
                WHERE organization_id = :organization AND id = wanted.id
                    AND created_at = timestamptz 'epoch' + wanted.instant * interval '1 millisecond'
                LIMIT 1) AS known
        )
        SELECT (jsonb_strip_nulls(to_jsonb(known)) || jsonb_strip_nulls(jsonb_build_object(
            'v', 3, 'response_time_ns', known.response_time_ms * 1000000,
            'time_to_first_token_ns', known.time_to_first_token_ms * 1000000)))::text
        FROM found JOIN api_usage_logs known USING (organization_id, created_at, id)\
        """;

    private static final String CONFLICTS = """
        WITH sums AS (
            SELECT call.created_at, call.tags
            FROM usage_calls call
            WHERE call.organization_id = :organization
                AND call.created_at >= date_trunc('day', :from, 'UTC')
                AND call.created_at < date_trunc('day', :from, 'UTC') + interval '1 day'
                AND call.series = ANY (ARRAY(
                    SELECT number FROM usage_series WHERE organization_id = :organization AND operation = :operation)))
        SELECT
            EXISTS (
                SELECT FROM usage_series_quarter_hours metered
                JOIN usage_series series
                    ON series.organization_id = metered.organization_id AND series.number = metered.series
                WHERE metered.organization_id = :organization
                    AND metered.quarter_hour >= date_bin('15 minutes', :from, timestamptz 'epoch')
                    AND metered.quarter_hour < :until
                    AND series.provider = :provider AND NOT series.free_of_charge
                    AND NOT coalesce(starts_with(series.operation, :prefix), false)) AS metered,
            EXISTS (SELECT FROM sums WHERE tags ->> :widthTag <> :width) AS other_width,
            EXISTS (SELECT FROM sums WHERE created_at = :from AND tags ->> :groupingTag <> :grouping) AS other_grouping,
            (:from AT TIME ZONE zone_of_organization(:organization))::date
                <> ((:until - interval '1 millisecond') AT TIME ZONE zone_of_organization(:organization))::date AS two_days\
        """;

    private final JdbcClient owner;

    JdbcLedgerComparison(JdbcClient owner) {
        this.owner = owner;
    }

    @Override
    public List<Optional<Likeness>> compare(OrganizationId organizationId, List<UsageRecord> given) {
        Map<UsageRecordId, UsageRecord> known =
                find(organizationId, given.stream().map(UsageRecord::id).toList());
        return given.stream()
                .map(one -> Optional.ofNullable(known.get(one.id())).map(other -> Likeness.of(one, other)))
                .toList();
    }

    private Map<UsageRecordId, UsageRecord> find(OrganizationId organizationId, List<UsageRecordId> ids) {
        return owner
                .sql(FIND)
                .param("organization", organizationId.value())
                .param(
                        "instants",
                        ids.stream().map(id -> id.instant().toEpochMilli()).toArray(Long[]::new))
                .param("ids", ids.stream().map(UsageRecordId::value).toArray(UUID[]::new))
                .query((row, number) -> usageRecord(row.getString(1)))
                .list()
                .stream()
                .collect(Collectors.toMap(UsageRecord::id, Function.identity(), (first, again) -> first));
    }

    /** The log has the columns that the codec has fields for. */
    private static UsageRecord usageRecord(String json) {
        try {
            return RecordCodec.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("A call of the ledger cannot be read", e);
        }
    }

    @Override
    public Set<Conflict> conflicts(MeteredCall call, SummedUsage sum) {
        return owner.sql(CONFLICTS)
                .param("organization", call.attribution().organizationId().value())
                .param("from", sum.from().atOffset(ZoneOffset.UTC))
                .param("until", sum.until().atOffset(ZoneOffset.UTC))
                .param("provider", call.provider().value())
                .param("operation", Objects.toString(call.operation(), null))
                .param("prefix", SummedUsage.OPERATION_PREFIX)
                .param("widthTag", SummedUsage.WIDTH_TAG)
                .param("width", sum.width().word())
                .param("groupingTag", SummedUsage.GROUPING_TAG)
                .param("grouping", sum.grouping())
                .query((row, number) -> {
                    Set<Conflict> conflicts = EnumSet.noneOf(Conflict.class);
                    for (Conflict conflict : Conflict.values()) {
                        if (row.getBoolean(conflict.name())) {
                            conflicts.add(conflict);
                        }
                    }
                    return conflicts;
                })
                .single();
    }

    @Override
    public void audit(OrganizationId organizationId, String fileName, ImportCounts counts) {
        owner.sql("""
            SELECT append_audit_entry(?, NULL, 'usage.imported', 'job', ?, NULL, jsonb_build_object(
                'calls', ?, 'known', ?, 'differing', ?, 'refused', ?))\
            """)
                .params(
                        organizationId.value(),
                        fileName,
                        counts.added(),
                        counts.known(),
                        counts.differing(),
                        counts.refused())
                .query()
                .singleRow();
    }
}
