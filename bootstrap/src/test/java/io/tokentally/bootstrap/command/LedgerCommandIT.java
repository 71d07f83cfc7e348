package io.tokentally.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.bootstrap.TokentallyApplication;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code ./tokentally ledger verify} and {@code rebuild} beside a running application with demo data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class LedgerCommandIT {

    private Path home;
    private ConfigurableApplicationContext application;
    private JdbcClient owner;

    private record Result(int exitCode, String out, String err) {}

    @BeforeAll
    void start(@TempDir Path folder) {
        home = folder;
        application = SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.gateway.port=0");
        owner = JdbcClient.create(application.getBean("ownerDataSource", DataSource.class));
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void sumsThatDifferAreToldOfAndMadeAnew() {
        assertThat(ledger("verify"))
                .returns(0, Result::exitCode)
                .extracting(Result::out)
                .asString()
                .contains("in 0 of them sums differed");
        String day = owner.sql("SELECT min(day)::text FROM usage_days WHERE organization_id = 'acme'")
                .query(String.class)
                .single();
        owner.sql(
                        "UPDATE usage_days SET total_cost = total_cost + 1 WHERE organization_id = 'acme' AND day = CAST(? AS date)")
                .param(day)
                .update();

        Result verified = ledger("verify", "--organization=acme", "--from=" + day, "--to=" + day);
        assertThat(verified.exitCode()).isOne();
        assertThat(verified.out()).contains(day + " of acme: ", "usage_days", "1 days and sealed months were compared; in 1 of them");
        assertThat(verified.err()).contains("Run ./tokentally ledger rebuild");

        assertThat(ledger("rebuild"))
                .returns(0, Result::exitCode)
                .extracting(Result::out)
                .asString()
                .contains("they were made anew");
        assertThat(ledger("verify").exitCode()).isZero();
    }

    @Test
    void whatCannotBeDoneIsNamed() {
        assertThat(ledger("verify", "--from=yesterday").err()).contains("--from is no day.", "--from=2026-11-01");
        assertThat(ledger("verify", "--from=2026-11-02", "--to=2026-11-01").err())
                .contains("There is no day from 2026-11-02 to 2026-11-01.");
        assertThat(ledger("mend").err()).contains("There is 'verify'");
        assertThat(ledger("verify", "--user=ada").err()).contains("There is no argument '--user'.");
    }

    private Result ledger(String... arguments) {
        List<String> all = new ArrayList<>(List.of("ledger"));
        all.addAll(List.of(arguments));
        all.add("--tokentally.home=" + home);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new CommandLine(
                        CommandLine.COMMANDS,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(all.toArray(String[]::new));
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
