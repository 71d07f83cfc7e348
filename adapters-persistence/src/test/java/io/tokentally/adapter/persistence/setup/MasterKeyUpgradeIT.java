package io.tokentally.adapter.persistence.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation with keys, from before hashing keys were kept, is brought up to date. */
class MasterKeyUpgradeIT {

    private static final String CHANGE_LOG = "db/changelog/tokentally.yaml";
    private static final String FILE = "0015-master-keys.sql";

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void itsMarkStaysAndItsKeysAreUnderTheHashingKeyThatIsStillToBeSealed() throws Exception {
        DataSource owner = emptied();
        JdbcClient jdbc = JdbcClient.create(owner);
        upgrade(owner, true);
        jdbc.sql("INSERT INTO master_key_mark (mark) VALUES ('the mark')").update();
        jdbc.sql("""
                        INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by,
                            created_at, policy)
                        VALUES (gen_random_uuid(), 'acme', 'k', 'tt_', sha256('k'), 'USER', 'ada', 'ada', now(),
                            '{"unrestricted": true}')""").update();

        upgrade(owner, false);

        assertThat(texts(jdbc, "SELECT mark || state || nameless FROM master_keys"))
                .containsExactly("the markCURRENTtrue");
        assertThat(texts(jdbc, "SELECT number || state || coalesce(sealed, ' unsealed') FROM hashing_keys"))
                .containsExactly("1CURRENT unsealed");
        assertThat(texts(jdbc, "SELECT hashing_key::text FROM virtual_keys")).containsExactly("1");
    }

    @Test
    void withoutKeysItMakesItsFirstHashingKeyItself() throws Exception {
        DataSource owner = emptied();
        upgrade(owner, true);
        upgrade(owner, false);

        assertThat(texts(JdbcClient.create(owner), "SELECT number::text FROM hashing_keys"))
                .isEmpty();
    }

    private static DataSource emptied() {
        JdbcClient.create(DATABASE.owner()).sql("DROP OWNED BY CURRENT_USER").update();
        JdbcClient.create(DATABASE.owner())
                .sql("CREATE SCHEMA IF NOT EXISTS public")
                .update();
        return DATABASE.owner();
    }

    /** Up to the change sets of that file, or all. */
    private static void upgrade(DataSource owner, boolean before) throws SQLException, LiquibaseException {
        try (Connection connection = owner.getConnection()) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            database.setDefaultSchemaName("public");
            Liquibase liquibase = new Liquibase(
                    CHANGE_LOG, new ClassLoaderResourceAccessor(MasterKeyUpgradeIT.class.getClassLoader()), database);
            if (before) {
                int count = (int) liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).stream()
                        .takeWhile(changeSet -> !changeSet.getFilePath().endsWith(FILE))
                        .count();
                liquibase.update(count, new Contexts(), new LabelExpression());
            } else {
                liquibase.update(new Contexts(), new LabelExpression());
            }
        }
    }

    private static List<@Nullable String> texts(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
