package io.tokentally.adapter.persistence.setup;

import io.tokentally.adapter.persistence.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database as it was before the change sets of one file, to be brought up to date. */
record EarlierSchema(DataSource owner) {

    private static final String CHANGE_LOG = "db/changelog/tokentally.yaml";

    /** Empties the database and brings it as far as that. */
    static EarlierSchema before(String file, TestDatabase database) throws SQLException, LiquibaseException {
        JdbcClient.create(database.owner()).sql("DROP OWNED BY CURRENT_USER").update();
        JdbcClient.create(database.owner())
                .sql("CREATE SCHEMA IF NOT EXISTS public")
                .update();
        EarlierSchema schema = new EarlierSchema(database.owner());
        try (Connection connection = schema.owner.getConnection()) {
            updateBefore(file, schema.liquibase(connection));
        }
        return schema;
    }

    /** Brings it on, as far as before the change sets of another file. */
    void upgradeBefore(String file) throws SQLException, LiquibaseException {
        try (Connection connection = owner.getConnection()) {
            updateBefore(file, liquibase(connection));
        }
    }

    void upgrade() throws SQLException, LiquibaseException {
        try (Connection connection = owner.getConnection()) {
            liquibase(connection).update(new Contexts(), new LabelExpression());
        }
    }

    private static void updateBefore(String file, Liquibase liquibase) throws LiquibaseException {
        int count = (int) liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).stream()
                .takeWhile(changeSet -> !changeSet.getFilePath().endsWith(file))
                .count();
        liquibase.update(count, new Contexts(), new LabelExpression());
    }

    JdbcClient jdbc() {
        return JdbcClient.create(owner);
    }

    private Liquibase liquibase(Connection connection) throws LiquibaseException {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        database.setDefaultSchemaName("public");
        return new Liquibase(
                CHANGE_LOG, new ClassLoaderResourceAccessor(EarlierSchema.class.getClassLoader()), database);
    }
}
