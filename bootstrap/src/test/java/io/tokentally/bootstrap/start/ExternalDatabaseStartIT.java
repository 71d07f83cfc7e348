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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A first start and a second one on a database that is there already, without demo mode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalDatabaseStartIT {

    @TempDir
    private Path home;

    private EmbeddedPostgres server;

    @BeforeAll
    void startServer() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE the_owner LOGIN CREATEROLE PASSWORD 'owner-secret'");
            statement.execute("CREATE DATABASE usage OWNER the_owner");
        }
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

    private static String synchronousCommit(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("SHOW synchronous_commit")) {
            setting.next();
            return setting.getString(1);
        }
    }

    private ConfigurableApplicationContext start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.gateway.port=0",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + server.getPort() + "/usage",
                "--spring.datasource.username=the_application",
                "--spring.datasource.password=application-secret",
                "--tokentally.database.owner.username=the_owner",
                "--tokentally.database.owner.password=owner-secret"));
        arguments.addAll(List.of(settings));
        return SpringApplication.run(TokentallyApplication.class, arguments.toArray(String[]::new));
    }

    private static Api api(ConfigurableApplicationContext application) {
        return new Api(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
