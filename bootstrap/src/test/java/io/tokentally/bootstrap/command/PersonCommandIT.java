package io.tokentally.bootstrap.command;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.product.DemoHome;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Tags;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipFile;
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
import tools.jackson.databind.json.JsonMapper;

/** {@code ./tokentally person export} and {@code erase} beside a running application with demo data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class PersonCommandIT {

    private static final String GRACE = "u_00112233445566778899aabb";

    private Path home;
    /** What somebody types; what runs the tests may leave it open, and says nothing by it. */
    private final InputStream typed = System.in;

    private ConfigurableApplicationContext application;
    private JdbcClient owner;

    private record Result(int exitCode, String out, String err) {}

    @BeforeAll
    void start(@TempDir Path folder) {
        home = DemoHome.in(folder);
        System.setIn(InputStream.nullInputStream());
        application = SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.gateway.port=0");
        owner = JdbcClient.create(application.getBean("ownerDataSource", DataSource.class));
    }

    @AfterAll
    void stop() {
        System.setIn(typed);
        application.close();
    }

    private void addMember(String id, String address, String name) {
        owner.sql("INSERT INTO accounts VALUES (?, ?, ?, '{bcrypt}$2a$10$' || repeat('h', 53), false, 'acme')")
                .params(id, address, name)
                .update();
        owner.sql("INSERT INTO memberships VALUES (?, 'acme', 'MEMBER')")
                .param(id)
                .update();
        application
                .getBean(UsageLedger.class)
                .post(List.of(aUsageRecord()
                        .at(Instant.now().minusSeconds(60))
                        .of(ACME, new UserId(id))
                        .madeWith(new VirtualKeyId(UUID.randomUUID()), new Tags(Map.of("for", "work of " + name)))
                        .withSeed(id.hashCode())
                        .build()));
    }

    @Test
    void allThatIsOfSomebodyIsHandedOut(@TempDir Path folder) throws Exception {
        addMember("u_ffeeddccbbaa998877665544", "mary@acme.example", "Mary Somerville");
        Path file = folder.resolve("mary.zip");

        Result exported = person("export", "--email=Mary@acme.example", "--to=" + file);

        assertThat(exported)
                .returns(0, Result::exitCode)
                .extracting(Result::out)
                .asString()
                .contains(file.toString());
        Map<String, List<String>> parts = parts(file);
        assertThat(parts)
                .containsKeys(
                        "account.jsonl",
                        "memberships.jsonl",
                        "sessions.jsonl",
                        "views.jsonl",
                        "keys.jsonl",
                        "audit.jsonl",
                        "calls.jsonl");
        assertThat(parts.get("account.jsonl"))
                .singleElement()
                .asString()
                .contains("Mary Somerville")
                .doesNotContain("bcrypt");
        assertThat(parts.get("calls.jsonl"))
                .singleElement()
                .asString()
                .contains("work of Mary Somerville", "input_tokens");
        parts.values().stream()
                .flatMap(List::stream)
                .forEach(line -> assertThat(JsonMapper.shared().readTree(line).isObject())
                        .isTrue());
        assertThat(person("export", "--email=mary@acme.example", "--to=" + file).err())
                .contains("cannot be written");
    }

    @Test
    void somebodyIsErasedFromAllThatTheCommandReaches() {
        addMember(GRACE, "grace@acme.example", "Grace Hopper");

        assertThat(person("erase", "--user=" + GRACE).err()).contains("Nobody is there to ask", "--yes");
        assertThat(person("erase", "--user=" + GRACE, "--yes").err())
                .contains("The account of '" + GRACE + "' is not closed", "--close");

        Result erased = person("erase", "--email", "grace@acme.example", "--close", "--yes");

        assertThat(erased.exitCode()).as(erased.err()).isZero();
        assertThat(erased.out()).contains("stands under " + GRACE, "accounts", "usage_calls");
        assertThat(owner.sql("SELECT count(*) FROM find_texts(ARRAY['grace@acme.example', 'Grace Hopper'])")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(run("ledger", "verify").exitCode()).isZero();
        assertThat(run("audit", "verify").exitCode()).isZero();
    }

    @Test
    void whatCannotBeErasedIsNamed(@TempDir Path archive) {
        addMember("ida@acme.example", "ida@acme.example", "Ida Rhodes");
        owner.sql("""
                INSERT INTO sealed_months (organization_id, month, calls, archived_at)
                VALUES ('acme', date_trunc('month', now())::date, 1, now())""").update();
        owner.sql("UPDATE organizations SET name = 'Acme of Ida Rhodes' WHERE id = 'acme'")
                .update();

        Result erased = person("erase", "--user=ida@acme.example", "--close", "--yes", "--archive=" + archive);

        assertThat(erased.exitCode()).isOne();
        assertThat(erased.out())
                .contains(
                        "organizations.name: 1 rows",
                        archive.resolve("acme").toString(),
                        ".parquet holds calls of theirs");
        assertThat(erased.err()).contains("the places above may tell of them still");
        owner.sql("DELETE FROM sealed_months").update();
        owner.sql("UPDATE organizations SET name = 'Acme' WHERE id = 'acme'").update();
    }

    @Test
    void whatCannotBeDoneIsNamed(@TempDir Path folder) {
        assertThat(person("erase", "--yes").err()).contains("It is not said whom.", "--user=ID", "--email=ADDRESS");
        assertThat(person("erase", "--yes", "--email=ada").err()).contains("'ada' is no e-mail address.");
        assertThat(person("erase", "--yes", "--user=nobody").err()).contains("Nothing is known of 'nobody'.");
        assertThat(person("erase", "--all").err()).contains("There is no argument '--all'");
        assertThat(person("export", "--user=nobody").err()).contains("It is not said where to.", "--to=");
        assertThat(person("export", "--user=nobody", "--to=" + folder.resolve("n.zip"))
                        .err())
                .contains("Nothing is known of 'nobody'.");
        assertThat(folder).isEmptyDirectory();
        assertThat(person("forget").err()).contains("There is 'export'");
    }

    private static Map<String, List<String>> parts(Path file) throws Exception {
        Map<String, List<String>> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                parts.put(
                        entry.getName(),
                        new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .toList());
            }
        }
        return parts;
    }

    private Result person(String... arguments) {
        List<String> all = new ArrayList<>(List.of("person"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
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
