package io.tokentally.adapter.persistence.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.key.MasterKeyRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcMasterKeyRecordIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final MasterKeyRecord marks = DATABASE.bean(MasterKeyRecord.class);

    @Test
    void theMarkOfAnInstallationWithoutKeysMayChange() {
        assertThat(marks.accept("first")).isTrue();
        assertThat(marks.accept("second")).isTrue();
        assertThat(marks.accept("second")).isTrue();
    }

    @Test
    void aVirtualKeyHoldsTheMark() {
        marks.accept("first");
        DATABASE.asOwner().sql("""
                        INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by,
                            created_at)
                        VALUES (gen_random_uuid(), 'acme', 'k', 'tt_', sha256('k'), 'USER', 'ada', 'ada', now())""").update();

        assertThat(marks.accept("second")).isFalse();
        assertThat(marks.accept("first")).isTrue();
    }

    @Test
    void aProvidersKeyHoldsTheMark() {
        marks.accept("first");
        DATABASE.asOwner()
                .sql("INSERT INTO provider_keys VALUES ('acme', 'openai', 'c2VhbGVk', 'aled', 'oscar', now())")
                .update();

        assertThat(marks.accept("second")).isFalse();
        assertThat(marks.accept("first")).isTrue();
    }
}
