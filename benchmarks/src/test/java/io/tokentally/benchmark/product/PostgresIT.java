package io.tokentally.benchmark.product;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {

    @TempDir
    Path home;

    @Test
    void whatWasWrittenOutlivesWhateverHappensToTheServer() throws Exception {
        try (Postgres postgres = Postgres.start(home, FreePort.find())) {
            execute(postgres, "CREATE TABLE kept AS SELECT 1 AS one");

            postgres.freeze();
            assertThatThrownBy(() -> execute(postgres, "SELECT * FROM kept")).isInstanceOf(SQLException.class);
            postgres.thaw();
            execute(postgres, "SELECT * FROM kept");

            postgres.kill();
            assertThatThrownBy(() -> execute(postgres, "SELECT * FROM kept")).isInstanceOf(SQLException.class);
            postgres.startAgain();
            execute(postgres, "SELECT * FROM kept");

            postgres.stop();
            postgres.startAgain();
            execute(postgres, "SELECT * FROM kept");
        }
    }

    private static void execute(Postgres postgres, String sql) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "owner");
        login.setProperty("password", "benchmark");
        login.setProperty("connectTimeout", "3");
        login.setProperty("socketTimeout", "3");
        try (Connection connection =
                        DriverManager.getConnection(postgres.environment().get("SPRING_DATASOURCE_URL"), login);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
