package io.tokentally.bootstrap.command;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.product.DemoHome;
import io.tokentally.domain.usage.RandomCalls;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
        home = DemoHome.in(folder);
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
        String day = owner.sql("SELECT max(day)::text FROM usage_days WHERE organization_id = 'acme'")
                .query(String.class)
                .single();
        owner.sql(
                        "UPDATE usage_days SET total_cost = total_cost + 1 WHERE organization_id = 'acme' AND day = CAST(? AS date)")
                .param(day)
                .update();

        Result verified = ledger("verify", "--organization=acme", "--from=" + day, "--to=" + day);
        assertThat(verified.exitCode()).isOne();
        assertThat(verified.out())
                .contains(day + " of acme: ", "usage_days", "1 days and sealed months were compared; in 1 of them");
        assertThat(verified.err()).contains("Run ./tokentally ledger rebuild");

        assertThat(ledger("rebuild", "--organization=acme", "--from=" + day))
                .returns(0, Result::exitCode)
                .extracting(Result::out)
                .asString()
                .contains("they were made anew");
        assertThat(ledger("verify", "--organization=acme", "--from=" + day).exitCode())
                .isZero();
    }

    @Test
    void callsWhoseTimeIsOverAreArchivedAndRemovedAndTheirSumsStay(@TempDir Path archive) {
        application
                .getBean(UsageLedger.class)
                .post(new RandomCalls(5, ACME, Instant.parse("2026-03-10T00:00:00Z"), Duration.ofDays(5)).take(50));
        owner.sql("UPDATE organizations SET retention_months = 3 WHERE id = 'acme'")
                .update();
        String sums = sumsOfMarch();

        Result planned = ledger("retain", "--dry-run");
        assertThat(planned.exitCode()).isZero();
        assertThat(planned.out()).contains("2026-03 of acme: is due.");
        assertThat(callsOfMarch()).isEqualTo(50);

        Result retained = ledger("retain", "--archive", archive.toString());
        assertThat(retained.exitCode()).isZero();
        assertThat(retained.out()).contains("2026-03 of acme: its calls have been removed.");
        assertThat(archive.resolve("acme/2026-03.parquet")).isNotEmptyFile();
        assertThat(callsOfMarch()).isZero();
        assertThat(sumsOfMarch()).isEqualTo(sums);

        assertThat(ledger("verify", "--to=2026-04-30").exitCode()).isZero();
        owner.sql("UPDATE usage_quarter_hours SET calls = calls + 1 WHERE quarter_hour < '2026-04-01Z'")
                .update();
        assertThat(ledger("rebuild", "--to=2026-03-31"))
                .returns(1, Result::exitCode)
                .extracting(Result::out)
                .asString()
                .contains("2026-03 of acme: ", "sealed_usage", "they are sealed, and are not made anew");
        owner.sql("UPDATE usage_quarter_hours SET calls = calls - 1 WHERE quarter_hour < '2026-04-01Z'")
                .update();
        assertThat(ledger("retain", "--archive=" + archive).out()).contains("0 months are due or were.");
    }

    private long callsOfMarch() {
        return owner.sql("SELECT count(*) FROM usage_calls WHERE created_at < '2026-04-01Z'")
                .query(Long.class)
                .single();
    }

    private String sumsOfMarch() {
        return owner.sql(
                        "SELECT string_agg(sums::text, ' ' ORDER BY sums) FROM usage_days sums WHERE day < '2026-04-01'")
                .query(String.class)
                .single();
    }

    @Test
    void whatCannotBeDoneIsNamed() {
        assertThat(ledger("retain", "--keep=1").err()).contains("There is no argument '--keep'.", "--archive=");
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
