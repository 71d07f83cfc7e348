package io.tokentally.tck.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.key.KeyFixtures;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the providers' keys are kept by. There are none at the start of each test.
 *
 * <p>The port believes no viewer: here everybody claims to be an owner.
 */
public abstract class ProviderKeysContract {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    protected static final Viewer OSCAR = claimsToOwn(ACME, "oscar");
    private static final Viewer ALICE = claimsToOwn(ACME, "alice");
    private static final Viewer ADA = claimsToOwn(ACME, "ada");
    protected static final Viewer GWEN = claimsToOwn(GLOBEX, "gwen");

    protected abstract ProviderKeys providerKeys();

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** Works as a service would, in a transaction if there are any. */
    protected <T> T working(Supplier<T> work) {
        return work.get();
    }

    @BeforeEach
    void register() {
        givenMember(OSCAR);
        givenMember(ViewerFixtures.viewer(ALICE.userId(), ACME, Role.ADMIN));
        givenMember(ViewerFixtures.viewer(ADA.userId(), ACME, Role.MEMBER));
        givenMember(GWEN);
    }

    @Test
    void oneKeyAProviderTheLastOneCounting() {
        store(OSCAR, key(OSCAR, Provider.OPENAI, "1111"), "b25l");
        store(OSCAR, key(OSCAR, Provider.ANTHROPIC, "2222"), "dHdv");
        store(OSCAR, key(OSCAR, Provider.OPENAI, "3333"), "dGhyZWU=");

        assertThat(storedFor(OSCAR))
                .containsExactly(key(OSCAR, Provider.ANTHROPIC, "2222"), key(OSCAR, Provider.OPENAI, "3333"));
    }

    @Test
    void onlyTheOrganizationsOwnersSeeThem() {
        store(OSCAR, key(OSCAR, Provider.OPENAI, "1111"), "b25l");

        assertThat(storedFor(ALICE)).isEmpty();
        assertThat(storedFor(ADA)).isEmpty();
        assertThat(storedFor(GWEN)).isEmpty();
        assertThat(storedFor(claimsToOwn(ACME, "gwen"))).isEmpty();
    }

    @Test
    void onlyTheOrganizationsOwnersChangeThem() {
        store(OSCAR, key(OSCAR, Provider.OPENAI, "1111"), "b25l");

        for (Viewer viewer : List.of(ALICE, ADA, claimsToOwn(ACME, "gwen"))) {
            assertRefused(() -> store(viewer, key(viewer, Provider.OPENAI, "6666"), "eA=="), "Only owners manage");
            assertRefused(() -> remove(viewer, Provider.OPENAI), "Only owners manage");
        }
        assertRefused(() -> remove(GWEN, Provider.OPENAI), "no key for openai");
        assertThat(storedFor(OSCAR)).containsExactly(key(OSCAR, Provider.OPENAI, "1111"));
    }

    @Test
    void whatIsRemovedIsGone() {
        store(OSCAR, key(OSCAR, Provider.OPENAI, "1111"), "b25l");
        store(GWEN, key(GWEN, Provider.OPENAI, "2222"), "dHdv");

        remove(OSCAR, Provider.OPENAI);

        assertThat(storedFor(OSCAR)).isEmpty();
        assertThat(storedFor(GWEN)).hasSize(1);
        assertRefused(() -> remove(OSCAR, Provider.OPENAI), "has stored no key for openai");
    }

    protected final void store(Viewer viewer, ProviderKey key, String sealed) {
        working(() -> {
            providerKeys().store(viewer, key, new SealedSecret(sealed));
            return true;
        });
    }

    protected final void remove(Viewer viewer, Provider provider) {
        working(() -> {
            providerKeys().remove(viewer, provider);
            return true;
        });
    }

    private List<ProviderKey> storedFor(Viewer viewer) {
        return working(() -> providerKeys().all(viewer));
    }

    protected static ProviderKey key(Viewer viewer, Provider provider, String hint) {
        return new ProviderKey(viewer.organizationId(), provider, hint, viewer.userId(), KeyFixtures.MADE);
    }

    private static Viewer claimsToOwn(OrganizationId organizationId, String user) {
        return ViewerFixtures.viewer(new UserId(user), organizationId, Role.OWNER);
    }

    private static void assertRefused(Runnable attempt, String message) {
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(attempt::run)
                .withMessageContaining(message);
    }
}
