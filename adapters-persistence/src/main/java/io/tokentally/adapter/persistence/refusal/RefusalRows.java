package io.tokentally.adapter.persistence.refusal;

import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads counters and samples of one organization, within a transaction that has the identity of whoever looks. */
final class RefusalRows {

    /** Stands for the organization of calls that are none's. */
    static final String NOBODY = "";

    private final JdbcClient jdbc;

    RefusalRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param holder whose keys', or null for all */
    List<RefusalReport.Row> rows(String organization, @Nullable UserId holder, RefusalQuery query) {
        List<Instant> starts = query.starts();
        return jdbc.sql("""
                        WITH refused AS (
                            SELECT width_bucket(hour, (SELECT CAST(:starts AS timestamptz[]))) AS part, %s AS first, %s AS second, calls
                            FROM refused_calls
                            WHERE organization_id = :organization AND hour >= :from AND hour < :until
                                AND (CAST(:holder AS text) IS NULL OR user_id = :holder)
                        ), ranked AS (
                            SELECT first, second,
                                row_number() OVER (ORDER BY sum(calls) DESC, first COLLATE "C", second COLLATE "C") AS place
                            FROM refused GROUP BY first, second
                        )
                        SELECT least(place, :top + 1) AS place, part, min(first) AS first, min(second) AS second,
                            sum(calls) AS calls
                        FROM refused JOIN ranked USING (first, second)
                        GROUP BY 1, 2
                        ORDER BY 1, 2
                        """.formatted(column(query, 0), column(query, 1)))
                .param("starts", starts.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}")))
                .param("organization", organization)
                .param("holder", holder == null ? null : holder.value())
                .param("from", query.period().from().atOffset(ZoneOffset.UTC))
                .param("until", query.period().until().atOffset(ZoneOffset.UTC))
                .param("top", query.top())
                .query((row, number) -> row(row, query, starts))
                .list();
    }

    private static String column(RefusalQuery query, int place) {
        if (place >= query.by().size()) {
            return "''";
        }
        return switch (query.by().get(place)) {
            case REASON -> "reason";
            case KEY -> "virtual_key_id::text";
        };
    }

    private static RefusalReport.Row row(ResultSet row, RefusalQuery query, List<Instant> starts) throws SQLException {
        boolean other = row.getInt("place") > query.top();
        List<Dimension> by = other ? List.of() : query.by();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < by.size(); i++) {
            values.add(row.getString(i == 0 ? "first" : "second"));
        }
        return new RefusalReport.Row(starts.get(row.getInt("part") - 1), values, other, row.getLong("calls"));
    }

    /** @param holder whose keys', or null for all */
    List<RefusedCall> samples(String organization, @Nullable UserId holder) {
        return jdbc.sql("""
                        SELECT refused_at, virtual_key_id, reason, unknown_key, called_for, provider, endpoint, operation, model
                        FROM refused_call_samples
                        WHERE organization_id = :organization AND (CAST(:holder AS text) IS NULL OR user_id = :holder)
                        ORDER BY refused_at DESC, number DESC
                        LIMIT :most""")
                .param("organization", organization)
                .param("holder", holder == null ? null : holder.value())
                .param("most", RefusalLedger.SAMPLES)
                .query((row, number) -> sample(row, organization))
                .list();
    }

    private static RefusedCall sample(ResultSet row, String organization) throws SQLException {
        return new RefusedCall(
                row.getObject("refused_at", OffsetDateTime.class).toInstant(),
                RefusalReason.of(row.getString("reason")),
                organization.equals(NOBODY)
                        ? null
                        : new RefusedKey(
                                new OrganizationId(organization),
                                new VirtualKeyId(row.getObject("virtual_key_id", UUID.class))),
                row.getString("unknown_key"),
                known(row, "called_for", UserId::new),
                known(row, "provider", Provider::new),
                known(row, "endpoint", Endpoint::new),
                known(row, "operation", Operation::new),
                known(row, "model", ModelName::new));
    }

    private static <T> @Nullable T known(ResultSet row, String column, Function<String, T> type) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : type.apply(text);
    }
}
