package io.tokentally.application.service.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.application.port.in.secret.RotateMasterKeyUseCase.Outcome;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.MasterMarks;
import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.key.SealedSecret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotateMasterKeyServiceTest {

    private static final MasterMarks MEANWHILE = new MasterMarks("new", Optional.of("old"), Optional.of("old"));
    private static final MasterMarks DONE = new MasterMarks("new", Optional.empty(), Optional.empty());

    private final Memory memory = new Memory();
    private final RotateMasterKeyService service = new RotateMasterKeyService(new Marking(), memory, memory);

    @Test
    void sealsAnewWhatIsNotUnderTheCurrentMasterKeyAndThenForgetsThePreviousOne() {
        given("a", "old:one");
        given("b", "new:two");
        given("c", "old:three");

        assertThat(service.rotate()).isEqualTo(new Outcome(2, List.of()));

        assertThat(memory.secrets.values()).containsExactly("new:one", "new:two", "new:three");
        assertThat(memory.marks).isEqualTo(DONE);
        assertThat(memory.notes).containsExactly("2 resealed, 0 left");
        assertThat(service.rotate()).isEqualTo(new Outcome(0, List.of()));
    }

    @Test
    void whatWasKilledGoesOnWhereItWas() {
        given("a", "old:one");
        given("b", "old:two");
        given("c", "old:three");
        memory.dieAfter = 2;

        assertThatIllegalStateException().isThrownBy(service::rotate);
        assertThat(memory.secrets.values()).containsExactly("new:one", "new:two", "old:three");
        assertThat(memory.marks).isEqualTo(MEANWHILE);

        memory.dieAfter = Integer.MAX_VALUE;
        assertThat(service.rotate()).isEqualTo(new Outcome(1, List.of()));
        assertThat(memory.marks).isEqualTo(DONE);
    }

    @Test
    void whatIsStoredMeanwhileIsNeitherLostNorLeft() {
        given("a", "old:one");
        given("b", "old:two");
        memory.meanwhile = () -> {
            given("b", "new:stored by somebody");
            given("c", "old:stored by an instance with the old setting");
        };

        Outcome outcome = service.rotate();

        assertThat(outcome.left()).isEmpty();
        assertThat(memory.secrets.values())
                .containsExactly("new:one", "new:stored by somebody", "new:stored by an instance with the old setting");
    }

    @Test
    void whatCannotBeReadIsNamedAndKeepsThePreviousMasterKey() {
        given("a", "other:one");
        given("b", "old:two");

        assertThat(service.rotate()).isEqualTo(new Outcome(1, List.of("secret of a")));

        assertThat(memory.secrets.values()).containsExactly("other:one", "new:two");
        assertThat(memory.marks).isEqualTo(MEANWHILE);
        assertThat(memory.notes).containsExactly("1 resealed, 1 left");
    }

    private void given(String name, String sealed) {
        memory.secrets.put(SecretPlace.of("secret", name), sealed);
    }

    /** Seals by putting the name of the master key ahead. */
    private static final class Marking implements SecretSealing {

        @Override
        public SealedSecret seal(SecretPlace place, byte[] secret) {
            return new SealedSecret("new:" + new String(secret, StandardCharsets.UTF_8));
        }

        @Override
        public byte[] open(SecretPlace place, SealedSecret sealed) {
            if (sealed.base64().startsWith("other:")) {
                throw new SealUnreadableException(place, null);
            }
            return sealed.base64().substring(4).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isCurrent(SealedSecret sealed) {
            return sealed.base64().startsWith("new:");
        }
    }

    private static final class Memory implements SealedSecrets, MasterKeyRecord {

        final Map<SecretPlace, String> secrets = new LinkedHashMap<>();
        final List<String> notes = new ArrayList<>();
        MasterMarks marks = MEANWHILE;
        int dieAfter = Integer.MAX_VALUE;
        Runnable meanwhile = () -> {};

        @Override
        public List<KeptSecret> all() {
            List<KeptSecret> all = secrets.entrySet().stream()
                    .map(entry -> new KeptSecret(entry.getKey(), new SealedSecret(entry.getValue())))
                    .toList();
            meanwhile.run();
            meanwhile = () -> {};
            return all;
        }

        @Override
        public boolean replace(KeptSecret kept, SealedSecret sealed) {
            if (dieAfter-- == 0) {
                throw new IllegalStateException("Killed");
            }
            return secrets.replace(kept.place(), kept.sealed().base64(), sealed.base64());
        }

        @Override
        public Optional<MasterMarks> marks() {
            return Optional.of(marks);
        }

        @Override
        public boolean replace(Optional<MasterMarks> expected, MasterMarks replacement) {
            marks = replacement;
            return true;
        }

        @Override
        public void noteRotation(int resealed, int left) {
            notes.add("%d resealed, %d left".formatted(resealed, left));
        }
    }
}
