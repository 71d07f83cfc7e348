package io.tokentally.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.domain.access.OrganizationId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code ./tokentally generate}, beside a running application and into a stopped one. */
@Timeout(300)
class GenerateCommandIT {

    private static final String UNTIL = "--until=2026-10-31";

    @TempDir
    private static Path home;

    private static ConfigurableApplicationContext application;

    private record Result(int exitCode, String out, String err) {}

    private record Totals(long calls, BigDecimal cost) {}

    @BeforeAll
    static void start() {
        application = startApplication();
    }

    private static ConfigurableApplicationContext startApplication() {
        return SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.demo=false",
                "--tokentally.gateway.port=0");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void organizationsAreMadeWithTheirPeopleAndTheirUsageAndASecondRunAddsNothing() {
        String[] command = {
            "generate",
            "--calls",
            "2000",
            "--days=40",
            "--organizations",
            "2",
            "--users=10",
            UNTIL,
            "--password=a test's pass phrase"
        };

        Result first = run(command);

        assertThat(first.err()).doesNotContain("ERROR");
        assertThat(first.exitCode()).isZero();
        Totals totals = totals("generated-%");
        assertThat(totals.calls()).isEqualTo(2_000);
        assertThat(totals.cost()).isPositive();
        assertThat(first.out())
                .contains("organizations  2, with 10 users each")
                .contains("calls          2,000, at")
                .contains("days           40, from 2026-09-22 until 2026-10-31")
                .contains(String.format(
                        Locale.ROOT, "cost           %,.2f USD", totals.cost().setScale(2, RoundingMode.HALF_EVEN)));
        assertThat(count("SELECT count(*) FROM memberships WHERE organization_id LIKE 'generated-%'"))
                .isEqualTo(20);
        assertThat(application
                        .getBean(Accounts.class)
                        .findByLogin("user-001@generated-01.example")
                        .filter(account -> application
                                .getBean(Passwords.class)
                                .matches("a test's pass phrase", account.passwordHash())))
                .isPresent();

        Result second = run(command);

        assertThat(second.exitCode()).isZero();
        assertThat(totals("generated-%")).isEqualTo(totals);
    }

    @Test
    void nearlyAllCallsArePricedByTheListOfTheirDay() {
        addOrganization("priced");

        run("generate", "--calls=3000", "--days=550", "--organization=priced", "--users=5", UNTIL);

        assertThat(count("""
                SELECT count(*) FROM api_usage_logs WHERE organization_id = 'priced' AND unpriced_reason = 'NO_PRICE'
                AND model <> 'house-ranker-1'""")).isZero();
        assertThat(count("SELECT count(DISTINCT price_version) FROM api_usage_logs WHERE organization_id = 'priced'"))
                .isGreaterThan(15);
    }

    @Test
    void anOrganizationThatIsThereGetsUsageAndMembersBesideItsOwnAlsoWhileTheApplicationIsStopped() {
        addOrganization("acme");
        addOrganization("other");
        application.close();

        Result result = run("generate", "--calls=500", "--days=5", "--organization=acme", "--users=3", UNTIL);

        application = startApplication();
        assertThat(result.exitCode()).isZero();
        assertThat(totals("acme").calls()).isEqualTo(500);
        assertThat(count("SELECT count(*) FROM memberships WHERE organization_id = 'acme' AND role = 'MEMBER'"))
                .isEqualTo(3);
        assertThat(totals("other").calls()).isZero();
    }

    @Test
    void anUnknownOrganizationIsRefused() {
        Result result = run("generate", "--calls=500", "--organization=nobody");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("There is no organization 'nobody'.").contains("--organization=");
    }

    private static void addOrganization(String id) {
        application.getBean(AccountRegistry.class).addOrganization(new OrganizationId(id), id);
    }

    private static Totals totals(String organizations) {
        return new Totals(
                count("SELECT count(*) FROM api_usage_logs WHERE organization_id LIKE '%s'".formatted(organizations)),
                owner().sql("SELECT coalesce(sum(total_cost), 0) FROM api_usage_logs WHERE organization_id LIKE ?")
                        .param(organizations)
                        .query(BigDecimal.class)
                        .single());
    }

    private static long count(String query) {
        return owner().sql(query).query(Long.class).single();
    }

    private static JdbcClient owner() {
        return JdbcClient.create(application.getBean("ownerDataSource", DataSource.class));
    }

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new CommandLine(
                        List.of(new GenerateCommand()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(Stream.concat(Stream.of(arguments), Stream.of("--tokentally.home=" + home))
                        .toArray(String[]::new));
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
