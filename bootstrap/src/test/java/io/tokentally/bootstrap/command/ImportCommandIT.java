package io.tokentally.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.product.DemoHome;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.usage.RandomCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code ./tokentally import} beside a running application with demo data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class ImportCommandIT {

    private static final OrganizationId ACME = new OrganizationId("acme");

    /** Long before the demo's history. */
    private static final Instant MARCH = Instant.parse("2020-03-01T00:00:00Z");

    /** All that an export tells, of whoever's organization. */
    private static final String CONTENTS = """
        SELECT (to_jsonb(log) - 'organization_id')::text FROM api_usage_logs log WHERE organization_id = ? AND created_at < '2021-01-01' ORDER BY id\
        """;

    private Path home;
    private Path folder;
    private ConfigurableApplicationContext application;
    private JdbcClient owner;

    private record Result(int exitCode, String out, String err) {}

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        home = DemoHome.in(temporary.resolve("home"));
        folder = Files.createDirectories(temporary.resolve("files"));
        application = SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.gateway.port=0");
        owner = JdbcClient.create(application.getBean("ownerDataSource", DataSource.class));
        application.getBean(UsageLedger.class).post(new RandomCalls(21, ACME, MARCH, Duration.ofDays(30)).take(500));
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @ParameterizedTest
    @CsvSource({"jsonl, format=jsonl", "csv, format=csv&columns=all&zone=Asia/Kathmandu"})
    void whatWasExportedIsTheSameInAnotherOrganization(String end, String parameters) throws Exception {
        addOrganization("copy-" + end);
        Path file = export(end, parameters);

        Result dry = run("import", "--organization", "copy-" + end, "--dry-run", file.toString());
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(contents("copy-" + end)).isEmpty();

        Result result = run("import", "--organization=copy-" + end, file.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(dry.out()).isEqualTo(result.out().replaceFirst("(taken in .*)", "$1, if it were no dry run"));
        assertThat(contents("copy-" + end)).hasSize(500).isEqualTo(contents("acme"));
        assertThat(costOf("copy-" + end)).isEqualTo(costOf("acme"));
        assertThat(run("ledger", "verify", "--organization=copy-" + end).exitCode())
                .isZero();
        assertThat(owner.sql("""
            SELECT count(*) FROM audit_entries
            WHERE chain = ? AND action = 'usage.imported' AND subject = ?\
            """)
                        .params("copy-" + end, file.getFileName().toString())
                        .query(Long.class)
                        .single())
                .isOne();

        Result again = run("import", "--organization=copy-" + end, file.toString());

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("calls taken in    0\n", "differ            0", "refused           0");
        assertThat(contents("copy-" + end)).isEqualTo(contents("acme"));
    }

    @Test
    void sumsOfOpenAiArePricedByTheListOfTheirDay() throws IOException {
        addOrganization("openai");
        Path page = folder.resolve("page.json");
        Files.writeString(page, """
            {"object": "page", "data": [{"object": "bucket", "start_time": 1761984000, "end_time": 1761987600, "results": [
            {"object": "organization.usage.completions.result", "input_tokens": 1000000, "input_cached_tokens": 0,
             "output_tokens": 1000000, "num_model_requests": 100, "model": "gpt-4.1-nano-2025-04-14", "batch": false},
            {"object": "organization.usage.completions.result", "input_tokens": 5, "output_tokens": 5,
             "num_model_requests": 1, "model": "a-model-of-nobody", "batch": false}]}], "has_more": false}
            """);

        Result result = run("import", "--organization=openai", page.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("calls taken in    2", "without a cost  1");
        assertThat(owner.sql("""
            SELECT concat_ws(' ', model, endpoint, cost_status, total_cost, tags ->> 'sum.requests')
            FROM api_usage_logs WHERE organization_id = 'openai' ORDER BY 1\
            """).query(String.class).list())
                .containsExactly(
                        "a-model-of-nobody imported UNPRICED 1", "gpt-4.1-nano-2025-04-14 imported ESTIMATED 0.5 100");
        assertThat(run("import", "--organization=openai", page.toString()).out())
                .contains("calls taken in    0", "there already     2");
    }

    @Test
    void badRowsAreToldByTheirLinesAndTheOthersAreTaken() throws Exception {
        addOrganization("bad");
        List<String> lines = Files.readAllLines(export("jsonl", "format=jsonl"));
        Path file = folder.resolve("bad.jsonl");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        lines.get(0),
                        "garbage",
                        lines.get(1),
                        lines.get(2).substring(0, 50)));

        Result result = run("import", "--organization=bad", file.toString());

        assertThat(result.exitCode()).isOne();
        assertThat(result.out()).contains("calls taken in    2", "refused           2");
        assertThat(result.err())
                .contains(
                        "bad.jsonl line 2 is refused: it is no JSON",
                        "bad.jsonl line 4 is refused: the file breaks off");
    }

    @Test
    void whatCannotBeDoneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("other.txt"), "hello");

        assertThat(run("import", "--organization=nobody", file.toString()).err())
                .contains("There is no organization 'nobody'.", "--organization=");
        assertThat(run("import", "--organization=acme", file.toString()).err()).contains("it is of no known form");
        assertThat(run("import", "--organization=acme").err()).contains("No file is given.");
        assertThat(run("import", file.toString()).err()).contains("It is not said whose usage it is.");
        assertThat(run("import", "--organization=acme", folder.resolve("none").toString())
                        .err())
                .contains("There is no file", "Nothing was taken in.");
        assertThat(run("import", "--organization=acme", "--force=yes", file.toString())
                        .err())
                .contains("There is no argument '--force'.");
    }

    private Path export(String end, String parameters) throws IOException, InterruptedException {
        Path file = folder.resolve("acme-" + parameters.hashCode() + "." + end);
        String port = String.valueOf(application.getEnvironment().getProperty("local.server.port"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port
                                            + "/api/v1/usage/export?scope=organization&organization=acme&from=2020-02-28&to=2020-04-01&"
                                            + parameters))
                                    .header("Authorization", "Basic " + basic("owner@acme.example:demo"))
                                    .build(),
                            BodyHandlers.ofFile(file))
                    .statusCode();
            assertThat(status).isEqualTo(200);
        }
        return file;
    }

    private static String basic(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private void addOrganization(String id) {
        application.getBean(AccountRegistry.class).addOrganization(new OrganizationId(id), id);
    }

    private List<@Nullable String> contents(String organization) {
        return owner.sql(CONTENTS).param(organization).query(String.class).list();
    }

    private BigDecimal costOf(String organization) {
        return owner.sql("SELECT sum(total_cost) FROM usage_days WHERE organization_id = ? AND day < '2021-01-01'")
                .param(organization)
                .query(BigDecimal.class)
                .single();
    }

    private Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new CommandLine(
                        List.of(new ImportCommand(), new LedgerCommand()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(Stream.concat(Stream.of(arguments), Stream.of("--tokentally.home=" + home))
                        .toArray(String[]::new));
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
