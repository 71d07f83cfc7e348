package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.VirtualKey;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes and revokes keys through the owner's functions, which look up for themselves whether the viewer may. */
final class JdbcVirtualKeys implements VirtualKeys {

    private final JdbcClient jdbc;
    private final KeyTransaction transaction;

    JdbcVirtualKeys(JdbcClient jdbc, KeyTransaction transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public List<VirtualKey> all(Viewer viewer) {
        return transaction.read(
                viewer,
                () -> jdbc.sql("SELECT " + KeyRow.COLUMNS + """
                        , used.last_used_at
                        FROM virtual_keys key
                        LEFT JOIN virtual_key_uses used ON used.virtual_key_id = key.id
                        ORDER BY key.created_at DESC, key.id""")
                        .query((row, number) -> KeyRow.read(row, KeyRow.instant(row, "last_used_at")))
                        .list());
    }

    @Override
    public Map<VirtualKeyId, Instant> oldHashes(Viewer viewer) {
        return transaction.read(
                viewer,
                () -> jdbc
                        .sql("""
                        SELECT key.id, old.valid_until FROM virtual_keys key
                        JOIN hashing_keys old ON old.number = key.hashing_key
                        WHERE old.valid_until IS NOT NULL AND key.revoked_at IS NULL""")
                        .query((row, number) -> Map.entry(
                                new VirtualKeyId(row.getObject("id", UUID.class)),
                                row.getObject("valid_until", OffsetDateTime.class)
                                        .toInstant()))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public void add(Viewer viewer, VirtualKey key, KeyHash hash) {
        transaction.change(viewer, () -> {
            // The row takes it from here, for this transaction only.
            jdbc.sql("SELECT set_config('tokentally.hashing_key', ?, true)")
                    .param(Integer.toString(hash.hashingKey()))
                    .query(String.class)
                    .single();
            jdbc.sql("""
                        SELECT issue_key(:id, :name, :prefix, :hash, :kind, :user, :requests, :concurrent, :created,
                            :expires, CAST(:policy AS jsonb), :most)""")
                    .param("id", key.id().value())
                    .param("name", key.name())
                    .param("prefix", key.prefix())
                    .param("hash", hash.bytes())
                    .param("kind", key.holder().kind().name())
                    .param("user", key.holder().userId().value())
                    .param("requests", key.limits().requestsPerMinute(), Types.INTEGER)
                    .param("concurrent", key.limits().concurrentCalls(), Types.INTEGER)
                    .param("created", key.createdAt().atOffset(ZoneOffset.UTC))
                    .param("expires", time(key.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("policy", KeyPolicyJson.write(key.policy()))
                    .param("most", MAX_PER_HOLDER)
                    .query()
                    .singleRow();
        });
    }

    @Override
    public void revoke(Viewer viewer, VirtualKeyId id, Instant at) {
        transaction.change(
                viewer,
                () -> jdbc.sql("SELECT revoke_key(?, ?)")
                        .params(id.value(), at.atOffset(ZoneOffset.UTC))
                        .query()
                        .singleRow());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
