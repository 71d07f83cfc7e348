package io.tokentally.adapter.persistence.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation with keys, from before hashing keys were kept, is brought up to date. */
class MasterKeyUpgradeIT {

    private static final String FILE = "0015-master-keys.sql";

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void itsMarkStaysAndItsKeysAreUnderTheHashingKeyThatIsStillToBeSealed() throws Exception {
        EarlierSchema earlier = EarlierSchema.before(FILE, DATABASE);
        JdbcClient jdbc = earlier.jdbc();
        jdbc.sql("INSERT INTO master_key_mark (mark) VALUES ('the mark')").update();
        jdbc.sql("""
                        INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by,
                            created_at, policy)
                        VALUES (gen_random_uuid(), 'acme', 'k', 'tt_', sha256('k'), 'USER', 'ada', 'ada', now(),
                            '{"unrestricted": true}')""").update();

        earlier.upgrade();

        assertThat(texts(jdbc, "SELECT mark || state || nameless FROM master_keys"))
                .containsExactly("the markCURRENTtrue");
        assertThat(texts(jdbc, "SELECT number || state || coalesce(sealed, ' unsealed') FROM hashing_keys"))
                .containsExactly("1CURRENT unsealed");
        assertThat(texts(jdbc, "SELECT hashing_key::text FROM virtual_keys")).containsExactly("1");
    }

    @Test
    void withoutKeysItMakesItsFirstHashingKeyItself() throws Exception {
        EarlierSchema earlier = EarlierSchema.before(FILE, DATABASE);
        earlier.upgrade();

        assertThat(texts(earlier.jdbc(), "SELECT number::text FROM hashing_keys"))
                .isEmpty();
    }

    private static List<@Nullable String> texts(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
