package io.tokentally.adapter.persistence.usage;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts calls without reading them, those that no provider bills among them. */
final class CallCounter {

    private final JdbcClient jdbc;

    CallCounter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Within a transaction that has the viewer's identity. */
    long count(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter) {
        Conditions wanted = new Conditions();
        wanted.add("organization_id = ?", viewer.organizationId().value());
        wanted.add("bucket_start >= ?", range.from().atOffset(ZoneOffset.UTC));
        wanted.add("bucket_start < ?", range.until().atOffset(ZoneOffset.UTC));
        wanted.add("user_id = ?", scope == UsageScope.OWN ? viewer.userId().value() : null);
        wanted.add(
                "user_id = ?", filter.userId() == null ? null : filter.userId().value());
        wanted.add(
                "endpoint = ?",
                filter.endpoint() == null ? null : filter.endpoint().value());
        wanted.add(
                "? IN (model, public.base_model(model))",
                filter.model() == null ? null : filter.model().value());
        return jdbc.sql("SELECT coalesce(sum(%s), 0) FROM usage_rollups WHERE %s"
                        .formatted(counted(filter.status()), String.join(" AND ", wanted.sql)))
                .params(wanted.parameters)
                .query(Long.class)
                .single();
    }

    private static String counted(CallFilter.@Nullable Status status) {
        return switch (status) {
            case null -> "requests + free_calls";
            case SUCCEEDED -> "requests - failures + free_calls - free_failures";
            case FAILED -> "failures + free_failures";
        };
    }

    /** What is absent does not matter. */
    private static final class Conditions {

        private final List<String> sql = new ArrayList<>();
        private final List<Object> parameters = new ArrayList<>();

        void add(String condition, @Nullable Object parameter) {
            if (parameter != null) {
                sql.add(condition);
                parameters.add(parameter);
            }
        }
    }
}
