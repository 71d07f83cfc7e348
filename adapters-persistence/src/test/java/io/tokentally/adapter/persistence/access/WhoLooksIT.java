package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who looks is asked once for a statement. It takes a third of a millisecond, and where a condition names the question itself, and not a
 * subselect that asks it, it may be asked anew for each of the rows.
 */
class WhoLooksIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void functionsThatTellOfManyRowsAskOnce() {
        assertThat(owner().sql("""
                                SELECT proname FROM pg_proc
                                JOIN pg_language ON pg_language.oid = prolang
                                WHERE pronamespace = 'public'::regnamespace AND lanname = 'sql'
                                    AND (proretset OR prorettype::regtype::text LIKE '%[]')
                                    AND regexp_replace(
                                        prosrc, '\\((SELECT|SELECT [a-z_.* ]+ FROM) public\\.viewer_|FROM public\\.viewer_', '', 'g')
                                        ~ 'public\\.viewer_'
                                ORDER BY proname""").query(String.class).list()).isEmpty();
    }

    @Test
    void policiesAskOnce() {
        assertThat(owner().sql("""
                                SELECT tablename || '.' || policyname FROM pg_policies
                                WHERE regexp_replace(concat(qual, ' ', with_check), '\\( SELECT viewer_', '', 'g') ~ 'viewer_[a-z_]+\\('
                                ORDER BY 1""").query(String.class).list()).isEmpty();
    }

    private static JdbcClient owner() {
        return JdbcClient.create(DATABASE.owner());
    }
}
