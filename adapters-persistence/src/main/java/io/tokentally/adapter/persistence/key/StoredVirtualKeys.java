package io.tokentally.adapter.persistence.key;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The virtual keys that the viewer sees, and the owner's functions that change them. */
interface StoredVirtualKeys extends Repository<StoredVirtualKey, UUID> {

    @Query("from StoredVirtualKey key order by key.createdAt desc, key.id")
    List<StoredVirtualKey> all();

    @Query("""
            select new io.tokentally.adapter.persistence.key.OldHash(key.id, old.validUntil)
            from StoredVirtualKey key join StoredHashingKey old on old.number = key.hashingKey
            where old.validUntil is not null and key.revokedAt is null""")
    List<OldHash> withOldHash();

    @Query("""
            select new io.tokentally.adapter.persistence.key.ReplacedKey(key.id, key.replaces)
            from StoredVirtualKey key where key.replaces is not null""")
    List<ReplacedKey> replaced();

    @Query("""
            select new io.tokentally.adapter.persistence.key.StoredKeyToReview(
                key.id, key.name, key.prefix, account.displayName, key.holderResetAt)
            from StoredVirtualKey key join StoredAccount account on account.userId = key.userId
            where key.holderResetAt is not null and key.revokedAt is null and function('viewer_owns_organization') = true
            order by account.displayName, key.createdAt, key.id""")
    List<StoredKeyToReview> toReview();

    /** For this transaction only, in which {@link #issue} takes it from there. */
    @NativeQuery("SELECT set_config('tokentally.hashing_key', :number, true)")
    String useHashingKey(String number);

    @NativeQuery("""
            SELECT 1 FROM issue_key(
                :id, :name, :prefix, :hash, :kind, :userId, CAST(:requests AS integer), CAST(:concurrent AS integer),
                :created, CAST(:expires AS timestamptz), CAST(:policy AS jsonb), :most)""")
    int issue(
            UUID id,
            String name,
            String prefix,
            byte[] hash,
            String kind,
            String userId,
            @Nullable Integer requests,
            @Nullable Integer concurrent,
            Instant created,
            @Nullable Instant expires,
            String policy,
            int most);

    @NativeQuery("SELECT 1 FROM rename_key(:id, :name)")
    int rename(UUID id, String name);

    @NativeQuery("""
            SELECT 1 FROM rotate_key(
                :id, :successor, :prefix, :hash, :created, CAST(:replacedEnds AS timestamptz), :most)""")
    int rotate(
            UUID id,
            UUID successor,
            String prefix,
            byte[] hash,
            Instant created,
            @Nullable Instant replacedEnds,
            int most);

    @NativeQuery("SELECT 1 FROM revoke_key(:id, :at)")
    int revoke(UUID id, Instant at);

    @NativeQuery("SELECT 1 FROM keep_key(:id)")
    int keep(UUID id);
}
