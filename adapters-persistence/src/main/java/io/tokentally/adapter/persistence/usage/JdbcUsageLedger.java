package io.tokentally.adapter.persistence.usage;

import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.codec.RecordCodec;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.usage.UsageRecord;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Posts records, connected as the metering role, which may insert them and read none.
 *
 * <p>A post is one statement that is not part of any transaction of the caller's, and so a transaction of its own. The
 * roll-ups are brought up to date by a trigger of that statement, from the rows that it really inserted: a record that
 * is there already, in the table or twice in the collection, changes neither.
 */
final class JdbcUsageLedger implements UsageLedger {

    /**
     * Rows go in by key, so that two writers with the same records wait for each other instead of deadlocking; of an organization's those
     * first whose usage is known, for of a job that is told twice such a one is kept.
     */
    private static final String POST = """
            INSERT INTO public.api_usage_logs (
                created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
                total_cost, response_time_ms, success, id, provider, served_model, service_tier, region,
                attribution, tags, virtual_key_id, usage_reading, quantities, cost_status, currency, cost_lines, price_version, unpriced_reason, time_to_first_token_ms,
                failure_kind, http_status, error_type, error_code, operation, usage_parts, free_of_charge, client_ids, provider_request_id)
            SELECT
                created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
                total_cost, response_time_ms, success, id, provider, served_model, service_tier, region,
                attribution, tags, virtual_key_id, usage_reading, quantities, cost_status, currency, cost_lines, price_version, unpriced_reason, time_to_first_token_ms,
                failure_kind, http_status, error_type, error_code, operation, usage_parts, coalesce(free_of_charge, false), client_ids, provider_request_id
            FROM json_to_recordset(CAST(? AS json)) AS call (
                created_at timestamptz, user_id text, organization_id text, endpoint text, model text,
                input_tokens bigint, output_tokens bigint, total_tokens bigint, total_cost numeric,
                response_time_ms bigint, success boolean, id uuid, provider text, served_model text,
                service_tier text, region text, attribution text,
                tags jsonb, virtual_key_id uuid, usage_reading text, quantities jsonb, cost_status text, currency text,
                cost_lines jsonb, price_version text, unpriced_reason text, time_to_first_token_ms bigint,
                failure_kind text, http_status smallint, error_type text, error_code text,
                operation text, usage_parts jsonb, free_of_charge boolean,
                client_ids jsonb, provider_request_id text)
            ORDER BY organization_id, usage_reading IN ('MISSING', 'INVALID'), created_at, id
            ON CONFLICT DO NOTHING
            """;

    private static final String NO_PARTITION = "23514";

    private final JdbcClient metering;
    private final Set<LocalDate> monthsWithRoom = ConcurrentHashMap.newKeySet();

    JdbcUsageLedger(JdbcClient metering) {
        this.metering = metering;
    }

    /** @throws RecordsRejectedException if the database will never take them */
    @Override
    public void post(Collection<UsageRecord> usageRecords) {
        if (usageRecords.isEmpty()) {
            return;
        }
        String rows = RecordCodec.rows(usageRecords);
        try {
            insert(usageRecords, rows);
        } catch (DataAccessException e) {
            throw refusalOr(e);
        }
    }

    private void insert(Collection<UsageRecord> usageRecords, String rows) {
        boolean seenBefore = monthsWithRoom.containsAll(monthsOf(usageRecords));
        makeRoom(usageRecords);
        // First, for the records are posted once more if they are not posted now, and what is remembered stays.
        remember(usageRecords);
        try {
            metering.sql(POST).param(rows).update();
        } catch (DataAccessException e) {
            // A month that was there may have been archived since.
            monthsWithRoom.clear();
            if (!seenBefore || !NO_PARTITION.equals(sqlState(e))) {
                throw e;
            }
            makeRoom(usageRecords);
            metering.sql(POST).param(rows).update();
        }
    }

    private void remember(Collection<UsageRecord> usageRecords) {
        List<String> organizations = new ArrayList<>();
        List<String> providers = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<UUID> keys = new ArrayList<>();
        for (UsageRecord call : usageRecords) {
            for (MadeResource made : call.made()) {
                organizations.add(call.attribution().organizationId().value());
                providers.add(call.provider().value());
                ids.add(made.id());
                keys.add(made.owner().value());
            }
        }
        if (!ids.isEmpty()) {
            metering.sql("SELECT public.remember_resources(?, ?, ?, ?)")
                    .params(
                            organizations.toArray(String[]::new),
                            providers.toArray(String[]::new),
                            ids.toArray(String[]::new),
                            keys.toArray(UUID[]::new))
                    .query()
                    .singleRow();
        }
    }

    private void makeRoom(Collection<UsageRecord> usageRecords) {
        for (LocalDate month : monthsOf(usageRecords)) {
            if (!monthsWithRoom.contains(month)) {
                metering.sql("SELECT public.ensure_usage_partition(?)")
                        .param(month)
                        .query()
                        .singleRow();
                monthsWithRoom.add(month);
            }
        }
    }

    private static Set<LocalDate> monthsOf(Collection<UsageRecord> usageRecords) {
        return usageRecords.stream()
                .map(call ->
                        LocalDate.ofInstant(call.createdAt(), ZoneOffset.UTC).withDayOfMonth(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the classes of SQLSTATE, 22 (data exception) and 23 (integrity violation) speak of the records themselves. */
    private static RuntimeException refusalOr(DataAccessException failure) {
        String state = sqlState(failure);
        if (state != null && (state.startsWith("22") || state.startsWith("23"))) {
            return new RecordsRejectedException(reason(failure, state), failure);
        }
        return failure;
    }

    private static @Nullable String sqlState(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : null;
    }

    /** The database's own message may repeat values; the state and the constraint name what is wrong without them. */
    private static String reason(DataAccessException failure, String state) {
        ServerErrorMessage message =
                failure.getMostSpecificCause() instanceof PSQLException cause ? cause.getServerErrorMessage() : null;
        String constraint = message == null ? null : message.getConstraint();
        return constraint == null ? "SQLSTATE " + state : "SQLSTATE " + state + ", constraint " + constraint;
    }
}
