package io.tokentally.tck.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.SignedHead;
import org.junit.jupiter.api.Test;

/** What every signing of audit chains' heads does. */
public abstract class HeadSignaturesContract {

    private static final ChainHead HEAD = new ChainHead("acme", 7, "ab".repeat(32));

    protected abstract HeadSignatures signatures();

    /** Of another installation, with a key of its own. */
    protected abstract HeadSignatures others();

    @Test
    void aHeadIsSignedByTheKeyThatThePublicOneBelongsTo() {
        SignedHead signed = signatures().sign(HEAD);

        assertThat(signed.head()).isEqualTo(HEAD);
        assertThat(signatures().isSignedBy(signatures().publicKey(), signed)).isTrue();
        assertThat(others().isSignedBy(signatures().publicKey(), signed)).isTrue();
        assertThat(signatures().isSignedBy(others().publicKey(), signed)).isFalse();
    }

    @Test
    void noOtherHeadIsSignedWithIt() {
        String signature = signatures().sign(HEAD).signature();

        for (ChainHead other : new ChainHead[] {
            new ChainHead("acme", 8, HEAD.hash()),
            new ChainHead("globex", 7, HEAD.hash()),
            new ChainHead("acme", 7, "cd".repeat(32))
        }) {
            assertThat(signatures().isSignedBy(signatures().publicKey(), new SignedHead(other, signature)))
                    .isFalse();
        }
    }

    @Test
    void whatIsNoKeyIsSaidToBeNone() {
        SignedHead signed = signatures().sign(HEAD);

        assertThatIllegalArgumentException().isThrownBy(() -> signatures().isSignedBy("no key", signed));
    }
}
