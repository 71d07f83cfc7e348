package io.tokentally.bootstrap.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokentally.application.port.in.audit.VerifyChainsUseCase.SignatureUnknownException;
import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.application.service.audit.VerifyChainsService;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.SignedHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AuditVerificationTest {

    private static final String SIGNATURE = "A".repeat(86) + "==";

    @TempDir
    private Path folder;

    private final FakeChains chains = new FakeChains();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AuditVerification verification = new AuditVerification(
            new VerifyChainsService(chains, new FakeSignatures()), new PrintStream(out, true, StandardCharsets.UTF_8));

    @Test
    void aChainOfWhichOnlyASignedHeadTellsIsBroken() throws IOException {
        Path log = Files.writeString(folder.resolve("app.log"), """
                2026-11-28 INFO something else
                2026-11-28 INFO %s
                """.formatted(
                        new SignedHead(new ChainHead("acme", 7, "ab".repeat(32)), SIGNATURE).line()));

        assertThat(verification.run(List.of(log), List.of())).isFalse();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("organization 'acme': BROKEN at entry 1: missing")
                .contains("1 signed heads were compared");
    }

    @Test
    void anEmptyLogIsIntact() {
        assertThat(verification.run(List.of(), List.of())).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("The audit log is empty.");
    }

    @Test
    void aHeadOfSomebodyElsesIsNoHead() throws IOException {
        Path log = Files.writeString(
                folder.resolve("app.log"),
                new SignedHead(new ChainHead("acme", 7, "ab".repeat(32)), "B".repeat(86) + "==").line());

        assertThatExceptionOfType(SignatureUnknownException.class)
                .isThrownBy(() -> verification.run(List.of(log), List.of()))
                .withMessageContaining("The head 7 of the chain 'acme'");
        assertThat(verification.run(List.of(log), List.of("former"))).isFalse();
    }

    @Test
    void aFileWithoutHeadsIsNamed() throws IOException {
        Path log = Files.writeString(folder.resolve("app.log"), "nothing");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> verification.run(List.of(log), List.of()))
                .withMessageContaining("holds no line with a signed head");
    }

    @Test
    void headsAreLoggedOnceEachTimeAChainHasGrown() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(HeadLog.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        lines.start();
        HeadLog log = new HeadLog(chains, new FakeSignatures());

        chains.grow("acme", 1);
        log.write();
        log.write();
        chains.grow("acme", 2);
        log.write();

        logger.detachAppender(lines);
        assertThat(lines.list.stream()
                        .map(event -> SignedHead.in(event.getFormattedMessage()))
                        .flatMap(found -> found.stream()))
                .extracting(signed -> signed.head().number())
                .containsExactly(1L, 2L);
    }

    /** Signs with the letter A, and under a former key with B. */
    private static final class FakeSignatures implements HeadSignatures {

        @Override
        public SignedHead sign(ChainHead head) {
            return new SignedHead(head, SIGNATURE);
        }

        @Override
        public boolean isSignedBy(String publicKey, SignedHead head) {
            return head.signature().startsWith(publicKey.equals("former") ? "B" : "A");
        }

        @Override
        public String publicKey() {
            return "key";
        }
    }
}
