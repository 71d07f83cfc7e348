package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.MasterMarks;
import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.SealedSecret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an installation keeps of its secrets, as its database does. */
final class KeptInMemory implements MasterKeyRecord, SealedSecrets {

    private static final SecretPlace FIRST = HashingKeys.place(1);

    private final Map<SecretPlace, SealedSecret> secrets = new LinkedHashMap<>();
    private final Hashing hashing = new Hashing();
    private @Nullable MasterMarks marks;

    Hashing hashingKeys() {
        return hashing;
    }

    void add(SecretPlace place, SealedSecret sealed) {
        secrets.put(place, sealed);
    }

    @Override
    public Optional<MasterMarks> marks() {
        return Optional.ofNullable(marks);
    }

    @Override
    public boolean replace(Optional<MasterMarks> expected, MasterMarks replacement) {
        if (!marks().equals(expected)) {
            return false;
        }
        marks = replacement;
        return true;
    }

    @Override
    public void noteRotation(int resealed, int left) {}

    /** Providers' keys first. */
    @Override
    public List<KeptSecret> all() {
        return secrets.entrySet().stream()
                .map(entry -> new KeptSecret(entry.getKey(), entry.getValue()))
                .sorted((one, other) ->
                        other.place().purpose().compareTo(one.place().purpose()))
                .toList();
    }

    @Override
    public boolean replace(KeptSecret kept, SealedSecret sealed) {
        return secrets.replace(kept.place(), kept.sealed(), sealed);
    }

    /** A first hashing key, or none. */
    final class Hashing implements HashingKeys {

        boolean firstDerived;
        int virtualKeys;

        byte[] openedFirst(SecretSealing sealing) {
            return sealing.open(FIRST, current().orElseThrow().sealed());
        }

        @Override
        public Optional<HashingKey> current() {
            return Optional.ofNullable(secrets.get(FIRST)).map(kept -> new HashingKey(1, kept, null));
        }

        @Override
        public Optional<HashingKey> old() {
            return Optional.empty();
        }

        @Override
        public long keysUnderOld() {
            return 0;
        }

        @Override
        public boolean isFirstDerived() {
            return firstDerived;
        }

        @Override
        public void sealFirst(SealedSecret sealed) {
            secrets.put(FIRST, sealed);
            firstDerived = false;
        }

        @Override
        public void addFirst(SealedSecret sealed) {
            secrets.putIfAbsent(FIRST, sealed);
        }

        @Override
        public boolean isAnyUsed() {
            return virtualKeys > 0;
        }

        @Override
        public void removeUnused() {
            if (virtualKeys == 0) {
                secrets.remove(FIRST);
            }
        }

        @Override
        public boolean replace(HashingKey current, SealedSecret sealed, Instant at, Instant deadline) {
            throw new AssertionError("No start replaces a hashing key");
        }
    }
}
