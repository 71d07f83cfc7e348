package io.tokentally.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.KeyHashing.DatedHash;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.tck.key.KeyHashingContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HmacKeyHashingTest extends KeyHashingContract {

    private static final VirtualKeySecret KEY = new VirtualKeySecret("tt_abcdefghijABCDEFGHIJ0123456789abcdefghij");
    private static final Instant DEADLINE = Instant.parse("2026-12-01T00:00:00Z");
    private static final byte[] DERIVED = FirstSealForm.hashingKey(KeySecurityTest.MASTER);

    private final SecretSealing sealing = KeySecurityTest.sealing(KeySecurityTest.MASTER, null);
    private final Directory directory = new Directory();
    private final HmacKeyHashing hashing = new HmacKeyHashing(directory, sealing);

    @Override
    protected KeyHashing hashing() {
        directory.keys = List.of(key(sealing, 2, new byte[32], null), key(sealing, 1, DERIVED, DEADLINE));
        return hashing;
    }

    @Override
    protected KeyHashing hashingWithoutKeys() {
        return new HmacKeyHashing(new Directory(), sealing);
    }

    /**
     * Worked out by {@code openssl mac -digest SHA256 -macopt hexkey:… HMAC}, under the key that was derived from the master key
     * before hashing keys were kept: what was hashed then is known now.
     */
    @Test
    void hashesAsHmacDoesAndAsItEverDid() {
        directory.keys = List.of(key(sealing, 1, DERIVED, null));

        assertThat(HexFormat.of().formatHex(hashing.hash(KEY).bytes()))
                .isEqualTo("a1888a81fd22acda2e1b80578175125112dfaa838e8b1be935ba7abd67d885f1");
    }

    @Test
    void hashesUnderTheCurrentKeyAndUnderTheOneBefore() {
        directory.keys = List.of(key(sealing, 1, DERIVED, null));
        KeyHash first = hashing.hash(KEY);

        directory.keys = List.of(key(sealing, 2, new byte[32], null), key(sealing, 1, DERIVED, DEADLINE));

        List<DatedHash> hashes = hashing.hashes(KEY);
        assertThat(hashes).hasSize(2);
        assertThat(hashes.getFirst().hash()).isEqualTo(hashing.hash(KEY));
        assertThat(hashes.getFirst().hash().hashingKey()).isEqualTo(2);
        assertThat(hashes.getFirst().hash().bytes()).isNotEqualTo(first.bytes());
        assertThat(hashes.getLast()).isEqualTo(new DatedHash(first, DEADLINE));
    }

    @Test
    void aNewSealChangesNoHash() {
        directory.keys = List.of(key(sealing, 1, DERIVED, null));
        KeyHash before = hashing.hash(KEY);

        directory.keys = List.of(key(sealing, 1, DERIVED, null));
        assertThat(hashing.hash(KEY)).isEqualTo(before);

        // Where the new master key is not known, what was opened before counts on.
        directory.keys = List.of(key(KeySecurityTest.sealing(KeySecurityTest.OTHER_MASTER, null), 1, DERIVED, null));
        assertThat(hashing.hash(KEY)).isEqualTo(before);
    }

    @Test
    void whatDoesNotOpenIsLeftOut() {
        directory.keys = List.of(
                key(KeySecurityTest.sealing(KeySecurityTest.OTHER_MASTER, null), 2, new byte[32], null),
                key(sealing, 1, DERIVED, DEADLINE));

        assertThat(hashing.hashes(KEY))
                .singleElement()
                .satisfies(hash -> assertThat(hash.hash().hashingKey()).isEqualTo(1));
    }

    @Test
    void manyThreadsHashAtOnce() throws Exception {
        directory.keys = List.of(key(sealing, 1, DERIVED, null));
        KeyHash expected = hashing.hash(KEY);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<KeyHash>> hashes = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                hashes.add(threads.submit(() -> hashing.hash(KEY)));
            }
            for (Future<KeyHash> hash : hashes) {
                assertThat(hash.get()).isEqualTo(expected);
            }
        }
    }

    private static HashingKey key(SecretSealing sealing, int number, byte[] secret, @Nullable Instant validUntil) {
        return new HashingKey(number, sealing.seal(HashingKeys.place(number), secret), validUntil);
    }

    private static final class Directory implements KeyDirectory {

        List<HashingKey> keys = List.of();

        @Override
        public List<HashingKey> hashingKeys() {
            return keys;
        }

        @Override
        public Optional<VirtualKey> find(KeyHash hash) {
            throw new AssertionError("Whoever hashes finds nothing");
        }

        @Override
        public OrganizationKeyPolicy policy(OrganizationId organizationId) {
            return OrganizationKeyPolicy.DEFAULT;
        }

        @Override
        public Optional<SealedSecret> providerKey(OrganizationId organizationId, Provider provider) {
            throw new AssertionError("Whoever hashes calls no provider");
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void noteUse(VirtualKey key, Instant at) {
            throw new AssertionError("Whoever hashes uses nothing");
        }

        @Override
        public void noteRenewal(VirtualKey key, KeyHash old, KeyHash renewed) {
            throw new AssertionError("Whoever hashes renews nothing");
        }
    }
}
