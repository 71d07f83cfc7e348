package io.tokentally.adapter.persistence.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.tck.key.ProviderKeysContract;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JpaProviderKeysIT extends ProviderKeysContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected ProviderKeys providerKeys() {
        return DATABASE.bean(ProviderKeys.class);
    }

    @Override
    protected void givenMember(Viewer viewer) {
        DATABASE.addMember(viewer);
    }

    @Override
    protected <T> T working(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }

    @Test
    void theDirectoryTakesThemOverAtOnceEachOrganizationsOwn() {
        KeyDirectory directory = DATABASE.bean(KeyDirectory.class);

        store(OSCAR, key(OSCAR, Provider.OPENAI, "1111"), "b25l");
        store(GWEN, key(GWEN, Provider.OPENAI, "2222"), "dHdv");

        assertThat(directory.providerKey(OSCAR.organizationId(), Provider.OPENAI))
                .contains(new SealedSecret("b25l"));
        assertThat(directory.providerKey(GWEN.organizationId(), Provider.OPENAI))
                .contains(new SealedSecret("dHdv"));
        assertThat(directory.providerKey(OSCAR.organizationId(), Provider.ANTHROPIC))
                .isEmpty();

        remove(OSCAR, Provider.OPENAI);

        assertThat(directory.providerKey(OSCAR.organizationId(), Provider.OPENAI))
                .isEmpty();
    }
}
