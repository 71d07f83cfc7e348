package io.tokentally.tck.key;

import static io.tokentally.domain.key.KeyFixtures.MADE;
import static io.tokentally.domain.key.KeyFixtures.hashOf;
import static io.tokentally.domain.key.KeyFixtures.keyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every directory of keys does. It is empty at the start of each test; Oscar owns acme, Ada is a member of it. */
@Timeout(60)
public abstract class KeyDirectoryContract {

    private static final Viewer ADA = ViewerFixtures.viewer("ada", "acme", Role.MEMBER);
    private static final Viewer OSCAR = ViewerFixtures.viewer("oscar", "acme", Role.OWNER);

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final SealedSecret SEALED = new SealedSecret("c2VhbGVk");

    protected abstract KeyDirectory directory();

    /** Keeps the key where it is kept, under that hash. */
    protected abstract void keep(VirtualKey key, KeyHash hash);

    /** Revokes it there, as Ada. */
    protected abstract void revoke(VirtualKey key);

    /** Stores a provider's key of acme, as Oscar. */
    protected abstract void store(Provider provider, SealedSecret sealed);

    @Test
    void aKeyIsFoundByItsHashAndByNoOther() {
        VirtualKey key = keyOf(ADA, "laptop");
        keep(key, hashOf(key));

        await(() -> directory().find(hashOf(key)).isPresent());

        assertThat(directory().isCurrent()).isTrue();
        assertThat(directory().find(hashOf(key))).contains(key);
        assertThat(directory().find(hashOf(keyOf(ADA, "other")))).isEmpty();
    }

    @Test
    void aKeyThatIsRevokedIsKnownAsRevokedOrNotAtAll() {
        VirtualKey key = keyOf(ADA, "laptop");
        keep(key, hashOf(key));
        await(() -> directory().find(hashOf(key)).isPresent());

        revoke(key);

        await(() -> directory()
                .find(hashOf(key))
                .map(known -> known.revokedAt() != null)
                .orElse(true));
    }

    @Test
    void aProvidersKeyIsItsOrganizationsForThatProviderAlone() {
        store(Provider.OPENAI, SEALED);

        await(() ->
                directory().providerKey(OSCAR.organizationId(), Provider.OPENAI).isPresent());

        assertThat(directory().providerKey(OSCAR.organizationId(), Provider.OPENAI))
                .contains(SEALED);
        assertThat(directory().providerKey(OSCAR.organizationId(), Provider.ANTHROPIC))
                .isEmpty();
        assertThat(directory().providerKey(GLOBEX, Provider.OPENAI)).isEmpty();
    }

    @Test
    void whereNothingIsLaidDownTheDefaultHolds() {
        assertThat(directory().policy(OSCAR.organizationId())).isEqualTo(OrganizationKeyPolicy.DEFAULT);
    }

    @Test
    void aUseIsNotedWithoutWaiting() {
        VirtualKey key = keyOf(ADA, "laptop");
        keep(key, hashOf(key));
        await(() -> directory().find(hashOf(key)).isPresent());

        long begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            directory().noteUse(key, MADE.plusSeconds(i));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        assertThat(directory().find(hashOf(key))).isPresent();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
