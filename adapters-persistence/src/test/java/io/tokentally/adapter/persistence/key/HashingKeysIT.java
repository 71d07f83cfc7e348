package io.tokentally.adapter.persistence.key;

import static io.tokentally.domain.key.KeyFixtures.MADE;
import static io.tokentally.domain.key.KeyFixtures.hashOf;
import static io.tokentally.domain.key.KeyFixtures.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A rotation of the hashing key, beside a directory of another process. */
@Timeout(60)
class HashingKeysIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), new OrganizationId("acme"), Role.MEMBER);
    private static final Viewer GWEN =
            ViewerFixtures.viewer(new UserId("gwen"), new OrganizationId("globex"), Role.OWNER);
    private static final SealedSecret SECOND = new SealedSecret("c2Vjb25k");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Instant later = now.plusSeconds(3600);
    private final HashingKeys hashingKeys = DATABASE.bean(HashingKeys.class);
    private @Nullable CachedKeyDirectory directory;

    @BeforeEach
    void register() {
        DATABASE.addMember(ADA);
        DATABASE.addMember(GWEN);
    }

    @AfterEach
    void close() {
        if (directory != null) {
            directory.close();
        }
    }

    @Test
    void aKeyIsRenewedAtItsNextUseAndIsThenKnownByItsNewHashAlone() {
        CachedKeyDirectory started = start();
        VirtualKey key = add(keyOf(ADA, "laptop"), 1);
        rotate(later);
        await(() -> started.hashingKeys().size() == 2);
        KeyHash renewed = under(2, key);

        assertThat(started.hashingKeys())
                .containsExactly(
                        new HashingKey(2, SECOND, null), new HashingKey(1, new SealedSecret("c2VhbGVk"), later));
        assertThat(oldHashes(ADA)).containsExactly(Map.entry(key.id(), later));
        assertThat(oldHashes(GWEN)).isEmpty();
        assertThat(hashingKeys.keysUnderOld()).isEqualTo(1);

        started.noteRenewal(key, hashOf(key), renewed);
        await(() -> started.find(renewed).isPresent());

        assertThat(started.find(hashOf(key))).isEmpty();
        assertThat(oldHashes(ADA)).isEmpty();
        assertThat(hashingKeys.keysUnderOld()).isZero();
        assertThat(start().find(renewed)).contains(key);
    }

    @Test
    void whatIsRevokedAfterItsRenewalIsRevoked() {
        CachedKeyDirectory started = start();
        VirtualKey key = add(keyOf(ADA, "laptop"), 1);
        rotate(later);
        await(() -> started.find(hashOf(key)).isPresent());
        started.noteRenewal(key, hashOf(key), under(2, key));
        await(() -> started.find(under(2, key)).isPresent());

        DATABASE.inTransaction(() -> {
            DATABASE.bean(VirtualKeys.class).revoke(ADA, key.id(), MADE);
            return true;
        });

        await(() -> started.find(under(2, key))
                .filter(known -> known.revokedAt() != null)
                .isPresent());
        assertThat(started.find(hashOf(key))).isEmpty();
    }

    @Test
    void aRenewalOutlivesAnOutage() {
        CachedKeyDirectory started = start();
        VirtualKey key = add(keyOf(ADA, "laptop"), 1);
        rotate(later);
        await(() -> started.find(hashOf(key)).isPresent());

        DATABASE.goAway();
        try {
            started.noteRenewal(key, hashOf(key), under(2, key));
        } finally {
            DATABASE.comeBack();
        }

        await(() -> started.find(under(2, key)).isPresent());
    }

    @Test
    void aRenewalIsWrittenWhenTheDirectoryIsClosed() {
        VirtualKey key = add(keyOf(ADA, "laptop"), 1);
        rotate(later);
        CachedKeyDirectory slow = CachedKeyDirectory.start(
                new StoredKeys(JdbcClient.create(DATABASE.metering())),
                new KeyDirectoryOptions(
                        Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(5)));

        slow.noteRenewal(key, hashOf(key), under(2, key));
        slow.close();

        assertThat(oldHashes(ADA)).isEmpty();
    }

    @Test
    void nothingIsRenewedButFromAnOldHashThatStillCountsToTheCurrentOne() {
        VirtualKey current = add(keyOf(ADA, "current"), 1);
        StoredKeys stored = new StoredKeys(JdbcClient.create(DATABASE.metering()));
        stored.renew(current.id(), hashOf(current), new KeyHash(1, 6, 6, 6, 6));
        assertThat(start().find(hashOf(current))).isPresent();

        rotate(later);
        stored.renew(current.id(), new KeyHash(1, 9, 9, 9, 9), under(2, current));
        stored.renew(current.id(), hashOf(current), new KeyHash(1, 6, 6, 6, 6));
        stored.renew(current.id(), hashOf(current), new KeyHash(3, 6, 6, 6, 6));
        DATABASE.asOwner().sql("UPDATE virtual_keys SET revoked_at = now()").update();
        stored.renew(current.id(), hashOf(current), under(2, current));
        DATABASE.asOwner().sql("UPDATE virtual_keys SET revoked_at = NULL").update();
        DATABASE.asOwner()
                .sql("UPDATE hashing_keys SET valid_until = now() WHERE state = 'OLD'")
                .update();
        stored.renew(current.id(), hashOf(current), under(2, current));

        assertThat(start().find(hashOf(current))).isPresent();
    }

    @Test
    void aKeyThatIsMadeIsUnderTheHashingKeyThatItWasHashedUnder() {
        rotate(later);

        VirtualKey late = add(keyOf(ADA, "by one who has not noticed"), 1);
        VirtualKey recent = add(keyOf(ADA, "recent"), 2);

        assertThat(oldHashes(ADA)).containsOnlyKeys(late.id());
        assertThat(start().find(under(2, recent))).isPresent();
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> add(keyOf(ADA, "of none"), 4));
    }

    @Test
    void atMostTwoAreValidAndTheSecretOfTheOthersIsGone() {
        HashingKey first = hashingKeys.current().orElseThrow();
        assertThat(hashingKeys.replace(first, SECOND, now, later)).isTrue();
        assertThat(hashingKeys.replace(first, SECOND, now, later)).isFalse();
        assertThat(hashingKeys.old()).contains(new HashingKey(1, first.sealed(), later));
        HashingKey second = hashingKeys.current().orElseThrow();

        assertThat(hashingKeys.replace(second, new SealedSecret("dGhpcmQ="), now, later))
                .isTrue();

        assertThat(hashingKeys.old()).contains(new HashingKey(2, SECOND, later));
        assertThat(start().hashingKeys()).extracting(HashingKey::number).containsExactly(3, 2);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT number || state FROM hashing_keys WHERE sealed IS NULL")
                        .query(String.class)
                        .list())
                .containsExactly("1ENDED");
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM audit_entries WHERE action = 'hashing_key.rotated'")
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aFirstOneIsKeptOnceAndTakenOutOnlyWhileNoKeyIsKnownByIt() {
        hashingKeys.addFirst(SECOND);
        assertThat(hashingKeys.current().orElseThrow().sealed()).isNotEqualTo(SECOND);

        hashingKeys.removeUnused();
        assertThat(hashingKeys.current()).isEmpty();
        hashingKeys.addFirst(SECOND);
        assertThat(hashingKeys.isAnyUsed()).isFalse();
        add(keyOf(ADA, "laptop"), 1);
        assertThat(hashingKeys.isAnyUsed()).isTrue();
        hashingKeys.removeUnused();

        assertThat(hashingKeys.current()).contains(new HashingKey(1, SECOND, null));
    }

    @Test
    void theFirstOneOfAnOlderInstallationIsSealedOnce() {
        DATABASE.asOwner().sql("UPDATE hashing_keys SET sealed = NULL").update();
        assertThat(hashingKeys.isFirstDerived()).isTrue();
        assertThat(hashingKeys.current()).isEmpty();
        assertThat(start().hashingKeys()).isEmpty();

        hashingKeys.sealFirst(SECOND);
        hashingKeys.sealFirst(new SealedSecret("b3RoZXI="));

        assertThat(hashingKeys.isFirstDerived()).isFalse();
        assertThat(hashingKeys.current()).contains(new HashingKey(1, SECOND, null));
    }

    private void rotate(Instant deadline) {
        assertThat(hashingKeys.replace(hashingKeys.current().orElseThrow(), SECOND, now, deadline))
                .isTrue();
    }

    private CachedKeyDirectory start() {
        close();
        directory = CachedKeyDirectory.start(
                new StoredKeys(JdbcClient.create(DATABASE.impatientMeteringPool())),
                new KeyDirectoryOptions(
                        Duration.ofMillis(20), Duration.ofHours(1), Duration.ofMillis(50), Duration.ofSeconds(5)));
        return directory;
    }

    private static Map<VirtualKeyId, Instant> oldHashes(Viewer viewer) {
        return DATABASE.inTransaction(() -> DATABASE.bean(VirtualKeys.class).oldHashes(viewer));
    }

    private static VirtualKey add(VirtualKey key, int hashingKey) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(VirtualKeys.class).add(ADA, key, under(hashingKey, key));
            return true;
        });
        return key;
    }

    /** The hash of a key under that hashing key. */
    private static KeyHash under(int hashingKey, VirtualKey key) {
        KeyHash hash = hashOf(key);
        return hashingKey == 1 ? hash : new KeyHash(hashingKey, hash.first(), hash.second(), hashingKey, hash.fourth());
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
