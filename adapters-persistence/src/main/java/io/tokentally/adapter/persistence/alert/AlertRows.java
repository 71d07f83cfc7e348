package io.tokentally.adapter.persistence.alert;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertRefusal;
import io.tokentally.domain.alert.AlertState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rows of alerts as the domain has them. */
final class AlertRows {

    /** Numbers as they are written, for some are money. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private AlertRows() {}

    /** Of the columns of {@code alert_events}, the id and the kind and the state by the names that are given. */
    static AlertEvent event(ResultSet row, String id, String kind, String state, @Nullable String user)
            throws SQLException {
        return new AlertEvent(
                new AlertEventId(row.getObject(id, UUID.class)),
                new AlertKind(row.getString(kind)),
                AlertState.of(row.getString(state)),
                row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                instant(row, "window_start"),
                instant(row, "window_end"),
                user == null ? null : new UserId(user),
                values(row.getString("subject")),
                values(row.getString("figures")));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The values of an object as texts, numbers as they are written. */
    static SortedMap<String, String> values(@Nullable String json) {
        SortedMap<String, String> values = new TreeMap<>();
        if (json != null) {
            for (Map.Entry<String, JsonNode> property : JSON.readTree(json).properties()) {
                JsonNode value = property.getValue();
                values.put(property.getKey(), text(value));
            }
        }
        return values;
    }

    private static String text(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isNumber() ? value.decimalValue().toPlainString() : value.toString();
    }

    static String json(Map<String, String> values) {
        return JSON.writeValueAsString(values);
    }

    /** Does something that the database may refuse. */
    static <T> T refusable(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(
                    e,
                    (code, about) -> AlertRefusal.of(code)
                            .<RuntimeException>map(refusal -> refusal.about(about))
                            .orElse(e));
        }
    }
}
