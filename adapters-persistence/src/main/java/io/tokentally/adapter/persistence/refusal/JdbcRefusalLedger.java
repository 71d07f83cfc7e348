package io.tokentally.adapter.persistence.refusal;

import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.application.port.out.refusal.RefusalsRejectedException;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusalBatch;
import io.tokentally.domain.refusal.RefusalCounter;
import io.tokentally.domain.refusal.RefusedCall;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds refused calls, connected as the metering role, which may hand them to the owner's function and do nothing else with them. */
final class JdbcRefusalLedger implements RefusalLedger {

    private final JdbcClient metering;

    JdbcRefusalLedger(JdbcClient metering) {
        this.metering = metering;
    }

    @Override
    public void add(RefusalBatch batch) {
        List<Map.Entry<RefusalCounter, Long>> calls = List.copyOf(batch.calls().entrySet());
        List<RefusedCall> samples = batch.samples();
        try {
            metering.sql("SELECT public.count_refused_calls(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            batch.writer(),
                            batch.number(),
                            column(calls, each -> Timestamp.from(each.getKey().hour()), Timestamp[]::new),
                            column(calls, each -> id(each.getKey().key()), UUID[]::new),
                            column(calls, each -> each.getKey().reason().code(), String[]::new),
                            column(calls, Map.Entry::getValue, Long[]::new),
                            column(samples, call -> Timestamp.from(call.at()), Timestamp[]::new),
                            column(samples, call -> id(call.key()), UUID[]::new),
                            column(samples, call -> call.reason().code(), String[]::new),
                            column(samples, RefusedCall::unknownKey, String[]::new),
                            text(samples, RefusedCall::user, UserId::value),
                            text(samples, RefusedCall::provider, Provider::value),
                            text(samples, RefusedCall::endpoint, Endpoint::value),
                            text(samples, RefusedCall::operation, Operation::value),
                            text(samples, RefusedCall::model, ModelName::value))
                    .query()
                    .singleRow();
        } catch (DataIntegrityViolationException e) {
            throw new RefusalsRejectedException(e);
        }
    }

    private static @Nullable UUID id(RefusedCall.@Nullable Key key) {
        return key == null ? null : key.id().value();
    }

    private static <T> @Nullable String[] text(
            List<RefusedCall> calls, Function<RefusedCall, @Nullable T> field, Function<T, String> value) {
        return column(
                calls,
                call -> {
                    T known = field.apply(call);
                    return known == null ? null : value.apply(known);
                },
                String[]::new);
    }

    private static <R, T> @Nullable T[] column(
            List<R> rows, Function<R, @Nullable T> value, Function<Integer, @Nullable T[]> array) {
        @Nullable T[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }
}
