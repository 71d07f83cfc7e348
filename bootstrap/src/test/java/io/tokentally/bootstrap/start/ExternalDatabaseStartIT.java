package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.demo.DemoMode;
import io.tokentally.bootstrap.product.Api;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
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
            password = application.getBean(FirstStart.class).oneTimePassword().orElseThrow();
            assertThat(application.getBean(DemoMode.class).on()).isFalse();
            assertThat(api(application)
                            .get("owner@acme.example", "/api/v1/usage/summary")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(api(application)
                            .get(FirstOwner.LOGIN, password, "/api/v1/usage/organization/summary")
                            .body())
                    .contains("\"totalRequests\":0");
        }
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBean(FirstStart.class).oneTimePassword()).isEmpty();
            assertThat(api(application)
                            .get(FirstOwner.LOGIN, password, "/api/v1/usage/summary")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.home=" + home,
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + server.getPort() + "/usage",
                "--spring.datasource.username=the_application",
                "--spring.datasource.password=application-secret",
                "--tokentally.database.owner.username=the_owner",
                "--tokentally.database.owner.password=owner-secret");
    }

    private static Api api(ConfigurableApplicationContext application) {
        return new Api(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
