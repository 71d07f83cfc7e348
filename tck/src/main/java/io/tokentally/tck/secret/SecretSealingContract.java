package io.tokentally.tck.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.key.SealedSecret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every sealing of secrets does. */
public abstract class SecretSealingContract {

    private static final SecretPlace PLACE = SecretPlace.of("codes", "ada");
    private static final byte[] SECRET = "confidential 4711".getBytes(StandardCharsets.UTF_8);

    protected abstract SecretSealing sealing();

    @Test
    void whatIsSealedOpensInItsPlaceAndIsCurrent() {
        for (byte[] secret : List.of(SECRET, new byte[] {0}, new byte[4_000])) {
            SealedSecret sealed = sealing().seal(PLACE, secret);

            assertThat(sealing().open(PLACE, sealed)).isEqualTo(secret);
            assertThat(sealing().isCurrent(sealed)).isTrue();
        }
    }

    @Test
    void itOpensInNoOtherPlace() {
        SealedSecret sealed = sealing().seal(PLACE, SECRET);

        assertThat(List.of(
                        SecretPlace.of("codes", "eve"),
                        SecretPlace.of("codes"),
                        SecretPlace.of("codes", "a", "da"),
                        SecretPlace.of("code", "sada")))
                .allSatisfy(other -> assertThatExceptionOfType(SealUnreadableException.class)
                        .isThrownBy(() -> sealing().open(other, sealed))
                        .withMessageNotContaining("4711"));
    }

    @Test
    void aSealThatWasChangedOrIsNoneDoesNotOpen() {
        String sealed = sealing().seal(PLACE, SECRET).base64();
        String cut = sealed.substring(0, sealed.length() / 2);

        assertThat(List.of(cut, "no seal"))
                .allSatisfy(broken -> assertThatExceptionOfType(SealUnreadableException.class)
                        .isThrownBy(() -> sealing().open(PLACE, new SealedSecret(broken)))
                        .withMessageNotContaining("4711"));
    }

    @Test
    void aSealDoesNotShowWhatIsInIt() {
        assertThat(sealing().seal(PLACE, SECRET).base64()).doesNotContain("confidential", "4711");
    }
}
