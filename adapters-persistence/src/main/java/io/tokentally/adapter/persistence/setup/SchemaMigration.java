package io.tokentally.adapter.persistence.setup;

import java.sql.Connection;
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
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Runs the change sets that the database has not seen yet. */
final class SchemaMigration {

    private static final String CHANGE_LOG = "db/changelog/tokentally.yaml";

    private SchemaMigration() {}

    /** Leaves the connection open. */
    static void run(Connection connection) {
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
