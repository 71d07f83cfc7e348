package io.tokentally.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.SignedHead;
import io.tokentally.tck.audit.HeadSignaturesContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Ed25519HeadsTest extends HeadSignaturesContract {

    private static final ChainHead HEAD = new ChainHead("Acme & Söhne", 12, "ab".repeat(32));

    private final Ed25519Heads heads = new Ed25519Heads(MasterKey.parse(MasterKeyTest.COUNTED, "test"));
    private final Ed25519Heads others = new Ed25519Heads(MasterKey.parse("A".repeat(43) + "=", "test"));

    @Override
    protected HeadSignatures signatures() {
        return heads;
    }

    @Override
    protected HeadSignatures others() {
        return others;
    }

    @Test
    void aLineInALogIsTheHeadThatWasSigned() {
        SignedHead signed = heads.sign(HEAD);

        Optional<SignedHead> read = SignedHead.in("2026-11-28T01:00:00Z INFO " + signed.line());

        assertThat(read).contains(signed);
        assertThat(heads.isSignedBy(heads.publicKey(), read.orElseThrow())).isTrue();
    }

    @Test
    void theSameMasterKeyIsTheSameSigner() {
        assertThat(new Ed25519Heads(MasterKey.parse(MasterKeyTest.COUNTED, "test")).publicKey())
                .isEqualTo(heads.publicKey())
                .isNotEqualTo(others.publicKey());
    }

    @Test
    void whatWasChangedOrSignedByAnotherIsNotOurs() {
        String signature = heads.sign(HEAD).signature();

        assertThat(heads.isSignedBy(heads.publicKey(), others.sign(HEAD))).isFalse();
        assertThat(heads.isSignedBy(others.publicKey(), others.sign(HEAD))).isTrue();
        assertThat(heads.isSignedBy(
                        heads.publicKey(), new SignedHead(new ChainHead(HEAD.chain(), 11, HEAD.hash()), signature)))
                .isFalse();
        assertThat(heads.isSignedBy(
                        heads.publicKey(), new SignedHead(new ChainHead("globex", 12, HEAD.hash()), signature)))
                .isFalse();
        assertThat(heads.isSignedBy(
                        heads.publicKey(), new SignedHead(new ChainHead(HEAD.chain(), 12, "cd".repeat(32)), signature)))
                .isFalse();
    }

    @Test
    void aKeyThatIsNoneIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> heads.isSignedBy("AAAA", heads.sign(HEAD)))
                .withMessageContaining("'AAAA' is no Ed25519 public key");
    }
}
