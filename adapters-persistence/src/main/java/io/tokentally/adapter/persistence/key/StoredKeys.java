package io.tokentally.adapter.persistence.key;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everybody's keys, read as the metering role, which may do nothing else with them but note that they were used. */
final class StoredKeys {

    /** Whoever tries a key that ended earlier is told that there is none. */
    private static final String FORGOTTEN_AFTER = "30 days";

    private final JdbcClient metering;

    StoredKeys(JdbcClient metering) {
        this.metering = metering;
    }

    /** An organization's drawer for a provider's key. */
    record Drawer(OrganizationId organizationId, Provider provider) {}

    /** The number of the last change that is committed. Whatever is read afterwards holds it. */
    long lastChange() {
        return metering.sql("SELECT last FROM key_changes").query(Long.class).single();
    }

    /** All keys that somebody may still try. */
    void read(BiConsumer<KeyHash, VirtualKey> each) {
        metering.sql("SELECT " + KeyRow.COLUMNS + """
                        , key.hash FROM virtual_keys key
                        WHERE least(key.expires_at, key.revoked_at) IS NULL
                            OR least(key.expires_at, key.revoked_at) > now() - CAST(? AS interval)""").param(FORGOTTEN_AFTER).query(row -> {
            each.accept(KeyHash.of(row.getBytes("hash")), KeyRow.read(row, null));
        });
    }

    /** The keys that were made or revoked after that change. */
    void readSince(long change, BiConsumer<KeyHash, VirtualKey> each) {
        metering.sql("SELECT " + KeyRow.COLUMNS + ", key.hash FROM virtual_keys key WHERE key.change > ?")
                .param(change)
                .query(row -> {
                    each.accept(KeyHash.of(row.getBytes("hash")), KeyRow.read(row, null));
                });
    }

    Map<Drawer, SealedSecret> readProviderKeys() {
        Map<Drawer, SealedSecret> sealed = new HashMap<>();
        metering.sql("SELECT organization_id, provider, sealed FROM provider_keys")
                .query(row -> {
                    sealed.put(
                            new Drawer(
                                    new OrganizationId(row.getString("organization_id")),
                                    new Provider(row.getString("provider"))),
                            new SealedSecret(row.getString("sealed")));
                });
        return sealed;
    }

    void noteUses(Map<VirtualKeyId, Instant> uses) {
        List<UUID> keys = new ArrayList<>();
        List<Timestamp> times = new ArrayList<>();
        uses.forEach((key, at) -> {
            keys.add(key.value());
            times.add(Timestamp.from(at));
        });
        metering.sql("SELECT note_key_uses(?, ?)")
                .params(keys.toArray(UUID[]::new), times.toArray(Timestamp[]::new))
                .query()
                .singleRow();
    }
}
