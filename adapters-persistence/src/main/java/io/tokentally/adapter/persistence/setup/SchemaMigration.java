package io.tokentally.adapter.persistence.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import liquibase.util.LiquibaseUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Runs the change sets that the database has not seen yet. What they were made of is noted beside Liquibase's own table: a start that
 * finds the same there does not read and compare them all, which takes Liquibase a second or more.
 */
final class SchemaMigration {

    private static final String FOLDER = "db/changelog/";
    private static final String CHANGE_LOG = FOLDER + "tokentally.yaml";

    private SchemaMigration() {}

    /** Leaves the connection open. */
    static void run(Connection connection) {
        String digest = digest();
        try {
            if (!digest.equals(noted(connection))) {
                migrate(connection);
                note(connection, digest);
            }
        } catch (SQLException e) {
            throw new DatabaseNotPreparedException("The schema cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    /** Of all change sets in their files, and of the Liquibase that reads them. */
    private static String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(LiquibaseUtil.getBuildVersionInfo().getBytes(StandardCharsets.UTF_8));
            Resource[] files = new PathMatchingResourcePatternResolver(SchemaMigration.class.getClassLoader())
                    .getResources("classpath*:" + FOLDER + "*");
            Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
            for (Resource file : files) {
                digest.update(
                        (file.getFilename() + " " + file.contentLength() + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(file.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("The change sets cannot be read", e);
        }
    }

    private static @Nullable String noted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT obj_description(to_regclass('public.databasechangelog'), 'pg_class')")) {
            result.next();
            return result.getString(1);
        }
    }

    private static void note(Connection connection, String digest) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Hexadecimal digits: nothing in them needs quoting.
            statement.execute("COMMENT ON TABLE public.databasechangelog IS '" + digest + "'");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private static void migrate(Connection connection) {
        try {
            Connection unclosing = new SingleConnectionDataSource(connection, true).getConnection();
            Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> update(unclosing));
        } catch (Exception e) {
            // Scope declares Exception; what comes is Liquibase's.
            throw new DatabaseNotPreparedException("The schema cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    private static void update(Connection connection) throws LiquibaseException {
        ClassLoaderResourceAccessor resources = new ClassLoaderResourceAccessor(SchemaMigration.class.getClassLoader());
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        database.setDefaultSchemaName("public");
        try (Liquibase liquibase = new Liquibase(CHANGE_LOG, resources, database)) {
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            liquibase.update(new Contexts(), new LabelExpression());
        }
    }
}
