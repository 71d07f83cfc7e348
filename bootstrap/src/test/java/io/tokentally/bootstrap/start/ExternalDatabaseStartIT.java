package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.product.Api;
import io.tokentally.demo.DemoMode;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.start.StartRefusedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedRuntimeException;

/** A first start and a second one on a database that is there already, without demo mode. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalDatabaseStartIT {

    @TempDir
    private Path home;

    private EmbeddedPostgres server;

    @BeforeAll
    void startServer() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        execute("CREATE ROLE the_owner LOGIN CREATEROLE PASSWORD 'owner-secret'");
        execute("CREATE DATABASE usage OWNER the_owner");
        // As it comes, it lets everybody in as anybody.
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rules = statement.executeQuery("SHOW hba_file")) {
            rules.next();
            Files.writeString(
                    Path.of(rules.getString(1)),
                    "host all postgres samehost trust\nhost all all samehost scram-sha-256\n");
        }
        execute("SELECT pg_reload_conf()");
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }

    @Test
    void theFirstStartMakesOneOwnerWithAPasswordThatIsShownOnce() {
        String password;
        try (ConfigurableApplicationContext application = start()) {
            password = application
                    .getBean(StartupInitializer.class)
                    .oneTimePassword()
                    .orElseThrow();
            assertThat(application.getBean(DemoMode.class).on()).isFalse();
            assertThat(api(application)
                            .get("owner@acme.example", "/api/v1/usage/summary")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(api(application)
                            .get(FirstOwner.LOGIN, password, "/api/v1/usage/organization/summary")
                            .statusCode())
                    .as("a one-time password opens the change of the password and nothing else")
                    .isEqualTo(403);
        }
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBean(StartupInitializer.class).oneTimePassword())
                    .isEmpty();
            assertThat(api(application)
                            .get(FirstOwner.LOGIN, password, "/api/v1/usage/summary")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void anotherMasterKeyThanTheStoredKeysWereMadeWithIsRefused() {
        Viewer owner;
        try (ConfigurableApplicationContext application = start()) {
            owner = SignedInOwner.signIn(application);
            application
                    .getBean(ManageKeysUseCase.class)
                    .issue(owner, new NewKey("laptop", null, KeyLimits.OF_THE_INSTALLATION));
        }
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> start("--tokentally.keys.master-key=" + "A".repeat(43) + "=")
                        .close())
                .havingRootCause()
                .isInstanceOfSatisfying(StartRefusedException.class, refusal -> {
                    assertThat(refusal.getMessage()).contains("another master key than TOKENTALLY_MASTER_KEY");
                    assertThat(refusal.remedy()).contains("Set TOKENTALLY_MASTER_KEY to that one");
                });
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBean(ManageKeysUseCase.class).keys(owner)).hasSize(1);
        }
    }

    @Test
    void whatIsCommittedIsKeptThoughTheServerIsSetToForget() throws SQLException {
        assertThat(synchronousCommit(server.getPostgresDatabase())).isEqualTo("off");
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBeansOfType(HikariDataSource.class).values())
                    .hasSize(3)
                    .allSatisfy(pool -> assertThat(synchronousCommit(pool)).isEqualTo("on"));
        }
    }

    @Test
    void aWrongPasswordOfTheOwnerNamesItsSettings() {
        assertThat(refusal("--tokentally.database.owner.password=wrong", "--spring.datasource.username=nobody_yet"))
                .contains("the schema's owner", "TOKENTALLY_DATABASE_OWNER_PASSWORD");
    }

    @Test
    void aRoleThatIsSomebodyElsesIsNamedWithItsSettingsAndKeepsItsPassword() throws SQLException {
        execute("CREATE ROLE billing LOGIN PASSWORD 'theirs'");

        assertThat(refusal("--spring.datasource.username=billing"))
                .contains("The database role billing is there already", "SPRING_DATASOURCE_PASSWORD");
        try (Connection theirs = DriverManager.getConnection(url("usage"), "billing", "theirs")) {
            assertThat(theirs.isValid(10)).isTrue();
        }
    }

    @Test
    void aDatabaseThatIsNotThereAndAServerThatIsNotThereNameTheAddress() {
        assertThat(refusal("--spring.datasource.url=" + url("nowhere"))).contains("SPRING_DATASOURCE_URL ends with");
        assertThat(refusal("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/usage"))
                .contains("where SPRING_DATASOURCE_URL leads");
    }

    /** What the refusal of a start says: the whole of it. */
    private String refusal(String... settings) {
        try (ConfigurableApplicationContext started = start(settings)) {
            throw new AssertionError("It started: " + started);
        } catch (NestedRuntimeException e) {
            Throwable cause = e;
            while (!(cause instanceof StartRefusedException) && cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause instanceof StartRefusedException refused
                    ? refused.getMessage() + " " + refused.remedy()
                    : cause.toString();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    private static String synchronousCommit(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("SHOW synchronous_commit")) {
            setting.next();
            return setting.getString(1);
        }
    }

    private ConfigurableApplicationContext start(String... settings) {
        List<String> standard = List.of(
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.gateway.port=0",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + server.getPort() + "/usage",
                "--spring.datasource.username=the_application",
                "--spring.datasource.password=application-secret",
                "--tokentally.database.owner.username=the_owner",
                "--tokentally.database.owner.password=owner-secret");
        // A setting that is given twice would have both values.
        Map<String, String> arguments = new LinkedHashMap<>();
        Stream.concat(standard.stream(), Stream.of(settings))
                .forEach(argument -> arguments.put(argument.split("=", 2)[0], argument));
        return SpringApplication.run(
                TokentallyApplication.class, arguments.values().toArray(String[]::new));
    }

    private static Api api(ConfigurableApplicationContext application) {
        return new Api(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
