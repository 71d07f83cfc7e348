package io.tokentally.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokentally.bootstrap.TokentallyApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code ./tokentally audit verify} beside a running application, whose audit log somebody with all rights has changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class AuditCommandIT {

    private static final int INTACT = 0;
    private static final int REFUSED = 1;

    private Path home;
    private final ListAppender<ILoggingEvent> heads = new ListAppender<>();
    private ConfigurableApplicationContext application;
    private JdbcClient owner;
    private Path log;

    private record Result(int exitCode, String out, String err) {}

    @BeforeAll
    void startAndAct(@TempDir Path folder) throws IOException, InterruptedException {
        home = folder;
        Logger logger = (Logger) LoggerFactory.getLogger("io.tokentally.bootstrap.audit.HeadLog");
        // Lines come from another thread than the one that looks for them.
        heads.list = new CopyOnWriteArrayList<>();
        heads.start();
        application = SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.demo=false",
                "--tokentally.gateway.port=0",
                "--tokentally.audit.sign-every=1s");
        logger.addAppender(heads);
        owner = JdbcClient.create(application.getBean("ownerDataSource", DataSource.class));
        for (String chain : new String[] {"default", "globex"}) {
            for (int i = 0; i < 5; i++) {
                owner.sql("SELECT append_audit_entry(?, 'oscar', 'member.role_changed', 'member', 'ada', NULL, NULL)")
                        .param(chain)
                        .query()
                        .listOfRows();
            }
        }
        while (heads.list.stream().noneMatch(line -> line.getFormattedMessage().contains("chain=globex number=5 "))) {
            Thread.sleep(100);
        }
        log = Files.write(
                home.resolve("kept-elsewhere.log"),
                Stream.concat(
                                Stream.of("INFO something else"),
                                heads.list.stream().map(line -> "INFO " + line.getFormattedMessage()))
                        .toList());
        logger.detachAppender(heads);
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void anUntouchedLogIsIntactInEveryChain() {
        Result plain = verify();
        assertThat(plain.exitCode()).as(plain.toString()).isEqualTo(INTACT);
        assertThat(plain.out())
                .contains("organization 'default': intact up to entry " + last("default"))
                .contains("organization 'globex': intact up to entry 5")
                .contains("0 signed heads were compared. Heads are signed by the Ed25519 key MCowBQ");

        Result withHeads = verify("--heads=" + log);
        assertThat(withHeads.exitCode()).as(withHeads.toString()).isEqualTo(INTACT);
        assertThat(withHeads.out()).doesNotContain("0 signed heads");
    }

    @Test
    void aChangedEntryIsFound() {
        assertBroken(
                "BROKEN at entry 2: changed",
                List.of("UPDATE audit_entries SET action = 'member.added' WHERE chain = 'globex' AND number = 2"));
    }

    @Test
    void aRemovedEntryIsFound() {
        assertBroken(
                "BROKEN at entry 3: missing",
                List.of("DELETE FROM audit_entries WHERE chain = 'globex' AND number = 3"));
    }

    @Test
    void aTailThatWasCutOffIsFound() {
        assertBroken(
                "BROKEN at entry 4: missing",
                List.of("DELETE FROM audit_entries WHERE chain = 'globex' AND number > 3"));
    }

    @Test
    void aTailThatWasCutOffTogetherWithTheHeadIsFoundByWhatWasSigned() {
        assertBroken(
                "BROKEN at entry 4: missing",
                List.of("DELETE FROM audit_entries WHERE chain = 'globex' AND number > 3", """
                    UPDATE audit_heads SET number = 3, hash = (
                        SELECT hash FROM audit_entries WHERE chain = 'globex' AND number = 3) WHERE chain = 'globex'\
                    """),
                "--heads=" + log);
    }

    @Test
    void aHeadThatSomebodyElseSignedIsNotBelieved() throws IOException {
        String line = heads.list.getFirst().getFormattedMessage();
        Path forged = Files.writeString(
                home.resolve("forged.log"), line.replaceAll("signature=.*", "signature=" + "A".repeat(86) + "=="));

        Result result = verify("--heads=" + forged);

        assertThat(result.exitCode()).isEqualTo(REFUSED);
        assertThat(result.err()).contains("was signed by another key than this installation's", "--public-key=");
    }

    @Test
    void whatIsAskedForWronglyIsToldInWords() {
        assertThat(command("audit").err()).contains("It is not said what to do.", "There is 'verify'.");
        assertThat(command("audit", "verify", "--head=x").err()).contains("There is --heads=…, --public-key=….");
        assertThat(verify("--heads=" + home.resolve("nothing.log")).err()).contains("nothing.log cannot be read.");
        assertThat(verify("--heads=" + log, "--public-key=key").err())
                .contains("'key' is no Ed25519 public key in Base64.");
    }

    /** Beside the finding in one chain, the others are told to be intact. */
    private void assertBroken(String finding, List<String> tampering, String... arguments) {
        owner.sql("CREATE TABLE kept_entries AS SELECT * FROM audit_entries").update();
        owner.sql("CREATE TABLE kept_heads AS SELECT * FROM audit_heads").update();
        tamper(tampering);
        try {
            Result result = verify(arguments);
            assertThat(result.exitCode()).isEqualTo(REFUSED);
            assertThat(result.out())
                    .contains("organization 'globex': " + finding)
                    .contains("organization 'default': intact");
            assertThat(result.err()).contains("The audit log is not what was written.");
        } finally {
            tamper(List.of(
                    "DELETE FROM audit_entries",
                    "INSERT INTO audit_entries SELECT * FROM kept_entries",
                    "DELETE FROM audit_heads",
                    "INSERT INTO audit_heads SELECT * FROM kept_heads",
                    "DROP TABLE kept_entries, kept_heads"));
        }
    }

    private void tamper(List<String> statements) {
        for (String table : new String[] {"audit_entries", "audit_heads"}) {
            owner.sql("ALTER TABLE %s DISABLE TRIGGER USER".formatted(table)).update();
        }
        statements.forEach(statement -> owner.sql(statement).update());
        for (String table : new String[] {"audit_entries", "audit_heads"}) {
            owner.sql("ALTER TABLE %s ENABLE TRIGGER USER".formatted(table)).update();
        }
    }

    private long last(String chain) {
        return owner.sql("SELECT number FROM audit_heads WHERE chain = ?")
                .param(chain)
                .query(Long.class)
                .single();
    }

    private Result verify(String... arguments) {
        return command(Stream.concat(Stream.of("audit", "verify"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private Result command(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] line = Stream.concat(Stream.of(words), Stream.of("--tokentally.home=" + home))
                .toArray(String[]::new);
        int exitCode = new CommandLine(
                        CommandLine.COMMANDS,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(line);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
