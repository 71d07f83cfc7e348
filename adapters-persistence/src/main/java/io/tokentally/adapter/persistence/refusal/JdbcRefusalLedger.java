package io.tokentally.adapter.persistence.refusal;

import io.tokentally.adapter.persistence.row.ArrayColumns;
import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.application.port.out.refusal.RefusalsRejectedException;
import io.tokentally.domain.refusal.RefusalBatch;
import io.tokentally.domain.refusal.RefusalCounter;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Adds refused calls, connected as the metering role, which may hand them to the owner's function and do nothing else with them. */
final class JdbcRefusalLedger implements RefusalLedger {

    private final JdbcTemplate metering;

    JdbcRefusalLedger(JdbcTemplate metering) {
        this.metering = metering;
    }

    @Override
    public void add(RefusalBatch batch) {
        try {
            metering.query(
                    "SELECT public.count_refused_calls(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    statement -> fill(statement, batch),
                    row -> {});
        } catch (DataIntegrityViolationException e) {
            throw new RefusalsRejectedException(e);
        }
    }

    private static void fill(PreparedStatement statement, RefusalBatch batch) throws SQLException {
        statement.setObject(1, batch.writer());
        statement.setLong(2, batch.number());
        ArrayColumns<Map.Entry<RefusalCounter, Long>> calls =
                new ArrayColumns<>(statement, List.copyOf(batch.calls().entrySet()), 3);
        calls.add("timestamptz", each -> each.getKey().hour());
        calls.add("uuid", each -> id(each.getKey().key()));
        calls.add("text", each -> organization(each.getKey().key()));
        calls.add("text", each -> each.getKey().reason().code());
        calls.add("int8", Map.Entry::getValue);
        ArrayColumns<RefusedCall> samples = new ArrayColumns<>(statement, batch.samples(), 8);
        samples.add("timestamptz", RefusedCall::at);
        samples.add("uuid", call -> id(call.key()));
        samples.add("text", call -> organization(call.key()));
        samples.add("text", call -> call.reason().code());
        samples.add("text", RefusedCall::unknownKey);
        samples.add("text", RefusedCall::user);
        samples.add("text", RefusedCall::provider);
        samples.add("text", RefusedCall::endpoint);
        samples.add("text", RefusedCall::operation);
        samples.add("text", RefusedCall::model);
    }

    private static @Nullable Object id(@Nullable RefusedKey key) {
        return key != null && key.isKey() ? key.id().value() : null;
    }

    /** Whose a key is the database knows itself. */
    private static @Nullable Object organization(@Nullable RefusedKey key) {
        return key == null || key.isKey() ? null : key.organizationId().value();
    }
}
