package io.tokentally.adapter.persistence.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation with keys, from before keys had policies, is brought up to date. */
class KeyPolicyUpgradeIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private JdbcClient jdbc;

    @BeforeEach
    void upgradeAnInstallationWithKeys() throws Exception {
        EarlierSchema earlier = EarlierSchema.before("0014-key-policies.sql", DATABASE);
        jdbc = earlier.jdbc();
        jdbc.sql("INSERT INTO organizations (id, name) VALUES ('acme', 'Acme')").update();
        person("oscar", "OWNER");
        person("ada", "MEMBER");
        key("of the owner", "USER", "oscar");
        key("of the member", "USER", "ada");
        key("of a service", "SERVICE", "nightly");
        earlier.upgrade();
    }

    private void person(String name, String role) {
        jdbc.sql("""
                        INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password)
                        VALUES (?, ?, ?, '{bcrypt}-', false)""").params(name, name, name).update();
        jdbc.sql("INSERT INTO memberships (user_id, organization_id, role) VALUES (?, 'acme', ?)")
                .params(name, role)
                .update();
    }

    private void key(String name, String holderKind, String holder) {
        jdbc.sql("""
                        INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by, created_at)
                        VALUES (gen_random_uuid(), 'acme', ?, 'tt_', sha256(?::bytea), ?, ?, 'oscar', now())""").params(name, name, holderKind, holder).update();
    }

    @Test
    void itsKeysMayDoWhatTheyCouldAndAreKnownByThat() {
        assertThat(jdbc.sql(
                                "SELECT name FROM virtual_keys WHERE policy = '{\"unrestricted\": true}'::jsonb ORDER BY name")
                        .query(String.class)
                        .list())
                .containsExactly("of a service", "of the member", "of the owner");
    }

    @Test
    void whatOwnersLayDownWillHoldForMembersOwnKeysAlone() {
        assertThat(jdbc.sql("SELECT name FROM virtual_keys WHERE capped")
                        .query(String.class)
                        .list())
                .containsExactly("of the member");
    }

    @Test
    void aLaterKeySaysWhatItMayDo() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> key("of later", "USER", "ada"))
                .withMessageContaining("policy");
    }
}
