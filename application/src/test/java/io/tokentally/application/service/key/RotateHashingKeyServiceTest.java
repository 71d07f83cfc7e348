package io.tokentally.application.service.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.key.RotateHashingKeyUseCase.Rotation;
import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.SealedSecret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RotateHashingKeyServiceTest {

    private static final Instant NOW = Instant.parse("2026-09-01T08:30:00Z");
    private static final Instant IN_30_DAYS = Instant.parse("2026-10-01T08:30:00Z");
    private static final HashingKey FIRST = new HashingKey(1, new SealedSecret("first"), null);

    private final Memory memory = new Memory();
    private final List<String> sealed = new ArrayList<>();
    private final RotateHashingKeyService service =
            new RotateHashingKeyService(memory, new Recording(), new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void startsAnotherOfChanceWithADeadlineForTheOneBefore() {
        memory.keysUnderOld = 3;

        assertThat(service.rotate(Duration.ofDays(30))).isEqualTo(new Rotation(2, IN_30_DAYS, 3));

        assertThat(memory.replaced).containsExactly("1 until " + IN_30_DAYS);
        assertThat(sealed).singleElement().asString().matches("hashing-key of 2: [0-9a-f]{64}");
        service.rotate(Duration.ofDays(30));
        assertThat(sealed).doesNotHaveDuplicates();
    }

    @Test
    void noRotationTakesAwayWhatTheOneBeforeHasPromised() {
        memory.old = new HashingKey(1, FIRST.sealed(), NOW.plusNanos(1));
        memory.keysUnderOld = 2;

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.rotate(Duration.ofDays(30)))
                .withMessageContaining("2 keys have not been used since");
        assertThat(memory.replaced).isEmpty();
    }

    @Test
    void aRotationThatIsOverOrThatNoKeyWaitsForHoldsNoOtherUp() {
        memory.old = new HashingKey(1, FIRST.sealed(), NOW);
        memory.keysUnderOld = 2;
        service.rotate(Duration.ofDays(30));

        memory.old = new HashingKey(1, FIRST.sealed(), NOW.plusSeconds(9));
        memory.keysUnderOld = 0;
        service.rotate(Duration.ofDays(30));

        assertThat(memory.replaced).hasSize(2);
    }

    @Test
    void ofTwoAtOnceOneIsRefused() {
        memory.taken = false;

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.rotate(Duration.ofDays(30)))
                .withMessageContaining("Somebody else");
    }

    @Test
    void withoutOneThereIsNothingToReplace() {
        memory.current = null;

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.rotate(Duration.ofDays(30)))
                .withMessageContaining("Start Tokentally once");
    }

    private final class Recording implements SecretSealing {

        @Override
        public SealedSecret seal(SecretPlace place, byte[] secret) {
            sealed.add(place + ": " + HexFormat.of().formatHex(secret));
            return new SealedSecret("sealed");
        }

        @Override
        public byte[] open(SecretPlace place, SealedSecret kept) {
            throw new AssertionError("A new one needs no old one");
        }

        @Override
        public boolean isCurrent(SealedSecret kept) {
            throw new AssertionError("A new one needs no old one");
        }
    }

    private static final class Memory implements HashingKeys {

        final List<String> replaced = new ArrayList<>();

        @Nullable
        HashingKey current = FIRST;

        @Nullable
        HashingKey old;

        long keysUnderOld;
        boolean taken = true;

        @Override
        public Optional<HashingKey> current() {
            return Optional.ofNullable(current);
        }

        @Override
        public Optional<HashingKey> old() {
            return Optional.ofNullable(old);
        }

        @Override
        public long keysUnderOld() {
            return keysUnderOld;
        }

        @Override
        public boolean isFirstDerived() {
            return false;
        }

        @Override
        public void sealFirst(SealedSecret kept) {
            throw new AssertionError("That is for a start to do");
        }

        @Override
        public void addFirst(SealedSecret kept) {
            throw new AssertionError("That is for a start to do");
        }

        @Override
        public boolean isAnyUsed() {
            return true;
        }

        @Override
        public void removeUnused() {
            throw new AssertionError("That is for a start to do");
        }

        @Override
        public boolean replace(HashingKey replacing, SealedSecret kept, Instant at, Instant deadline) {
            if (taken) {
                replaced.add(replacing.number() + " until " + deadline);
            }
            return taken;
        }
    }
}
