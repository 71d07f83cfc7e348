package io.tokentally.adapter.persistence.key;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everybody's keys, read as the metering role, which may do nothing else with them but note that they were used, and
 * renew the hashes of those that were. */
final class StoredKeys {

    /** Whoever tries a key that ended earlier is told that there is none. */
    private static final String FORGOTTEN_AFTER = "30 days";

    private final JdbcClient metering;

    StoredKeys(JdbcClient metering) {
        this.metering = metering;
    }

    /** An organization's place for a provider's key. */
    record ProviderOfOrganization(OrganizationId organizationId, Provider provider) {}

    /** The number of the last change that is committed. Whatever is read afterwards holds it. */
    long lastChange() {
        return metering.sql("SELECT last FROM key_changes").query(Long.class).single();
    }

    /** The number of the last change to members that is committed. */
    long lastMemberChange() {
        return metering.sql("SELECT last FROM member_changes").query(Long.class).single();
    }

    KnownMembers readMembers(long change) {
        KnownMembers members = new KnownMembers(change);
        metering.sql("SELECT organization_id, user_id, login FROM members_by_name()")
                .query(row -> {
                    members.put(
                            new OrganizationId(row.getString("organization_id")),
                            new UserId(row.getString("user_id")),
                            row.getString("login"));
                });
        return members;
    }

    /** All keys that somebody may still try. */
    void read(BiConsumer<KeyHash, VirtualKey> each) {
        metering.sql("SELECT " + KeyRow.COLUMNS + """
                        , key.hash, key.hashing_key FROM virtual_keys key
                        WHERE least(key.expires_at, key.revoked_at) IS NULL
                            OR least(key.expires_at, key.revoked_at) > now() - CAST(? AS interval)""").param(FORGOTTEN_AFTER).query(row -> {
            each.accept(hash(row), KeyRow.read(row, null));
        });
    }

    /** The keys that were made or revoked after that change. */
    void readSince(long change, BiConsumer<KeyHash, VirtualKey> each) {
        metering.sql("SELECT " + KeyRow.COLUMNS
                        + ", key.hash, key.hashing_key FROM virtual_keys key WHERE key.change > ?")
                .param(change)
                .query(row -> {
                    each.accept(hash(row), KeyRow.read(row, null));
                });
    }

    private static KeyHash hash(ResultSet row) throws SQLException {
        return KeyHash.of(row.getInt("hashing_key"), row.getBytes("hash"));
    }

    /** The current hashing key, then the one before: after its deadline too, so that whoever comes too late is told so. */
    List<HashingKey> readHashingKeys() {
        return metering.sql("""
                        SELECT number, sealed, valid_until FROM hashing_keys
                        WHERE state IN ('CURRENT', 'OLD') AND sealed IS NOT NULL ORDER BY number DESC""")
                .query((row, number) -> JdbcHashingKeys.read(row))
                .list();
    }

    void renew(VirtualKeyId id, KeyHash old, KeyHash renewed) {
        metering.sql("SELECT renew_key_hash(?, ?, ?, ?)")
                .params(id.value(), old.bytes(), renewed.bytes(), renewed.hashingKey())
                .query()
                .singleRow();
    }

    Map<ProviderOfOrganization, SealedSecret> readProviderKeys() {
        Map<ProviderOfOrganization, SealedSecret> sealed = new HashMap<>();
        metering.sql("SELECT organization_id, provider, sealed FROM provider_keys")
                .query(row -> {
                    sealed.put(
                            new ProviderOfOrganization(
                                    new OrganizationId(row.getString("organization_id")),
                                    new Provider(row.getString("provider"))),
                            new SealedSecret(row.getString("sealed")));
                });
        return sealed;
    }

    Map<OrganizationId, OrganizationKeyPolicy> readPolicies() {
        Map<OrganizationId, OrganizationKeyPolicy> policies = new HashMap<>();
        metering.sql("SELECT organization_id, usual, ceiling, most_keys, most_days FROM key_policies")
                .query(row -> {
                    policies.put(new OrganizationId(row.getString("organization_id")), policy(row));
                });
        return policies;
    }

    private static OrganizationKeyPolicy policy(ResultSet row) throws SQLException {
        String ceiling = row.getString("ceiling");
        return new OrganizationKeyPolicy(
                KeyPolicyJson.read(row.getString("usual")),
                ceiling == null ? null : KeyPolicyJson.read(ceiling),
                row.getObject("most_keys", Integer.class),
                row.getObject("most_days", Integer.class));
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
