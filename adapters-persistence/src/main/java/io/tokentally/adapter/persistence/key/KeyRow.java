package io.tokentally.adapter.persistence.key;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.VirtualKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code virtual_keys}, joined with when the key was used last. */
final class KeyRow {

    static final String COLUMNS = """
            key.id, key.organization_id, key.name, key.prefix, key.holder_kind, key.user_id, key.requests_per_minute,
            key.concurrent_calls, key.policy, key.capped, key.created_by, key.created_at, key.expires_at, key.revoked_at,
            coalesce(key.original, key.id) AS original""";

    private KeyRow() {}

    static VirtualKey read(ResultSet row, @Nullable Instant lastUsedAt) throws SQLException {
        return new VirtualKey(
                new VirtualKeyId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getString("organization_id")),
                row.getString("name"),
                row.getString("prefix"),
                new KeyHolder(
                        KeyHolder.Kind.valueOf(row.getString("holder_kind")), new UserId(row.getString("user_id"))),
                new KeyLimits(
                        row.getObject("requests_per_minute", Integer.class),
                        row.getObject("concurrent_calls", Integer.class)),
                KeyPolicyJson.read(row.getString("policy")),
                row.getBoolean("capped"),
                new UserId(row.getString("created_by")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                lastUsedAt,
                new VirtualKeyId(row.getObject("original", UUID.class)));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
