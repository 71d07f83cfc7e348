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
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ProviderKeyTest.Outcome;
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
    void whatATestFoundStandsUntilAnotherKeyIsStored() {
        ProviderKey first = key(OSCAR, Provider.OPENAI, "1111");
        store(OSCAR, first, "b25l");
        ProviderKeyTest refused = ProviderKeyTest.answered(401, KeyFixtures.MADE.plusSeconds(1));
        ProviderKeyTest silent = new ProviderKeyTest(Outcome.TIMED_OUT, null, KeyFixtures.MADE.plusSeconds(2));

        tested(OSCAR, first, refused);
        assertThat(storedFor(OSCAR)).extracting(ProviderKey::lastTest).containsExactly(refused);
        tested(OSCAR, first, silent);
        assertThat(storedFor(OSCAR)).extracting(ProviderKey::lastTest).containsExactly(silent);

        ProviderKey second =
                new ProviderKey(ACME, Provider.OPENAI, "2222", OSCAR.userId(), KeyFixtures.MADE.plusSeconds(3), null);
        store(OSCAR, second, "dHdv");
        assertThat(storedFor(OSCAR)).containsExactly(second);
        assertRefused(() -> tested(OSCAR, first, refused), "has stored no key for openai");
    }

    @Test
    void onlyTheOrganizationsOwnersTestThem() {
        ProviderKey key = key(OSCAR, Provider.OPENAI, "1111");
        store(OSCAR, key, "b25l");
        ProviderKeyTest works = ProviderKeyTest.answered(200, KeyFixtures.MADE);

        for (Viewer viewer : List.of(ALICE, ADA, claimsToOwn(ACME, "gwen"))) {
            assertRefused(() -> tested(viewer, key, works), "Only owners manage");
        }
        assertRefused(() -> tested(GWEN, key, works), "has stored no key for openai");
        assertThat(storedFor(OSCAR)).containsExactly(key);
    }

    private void tested(Viewer viewer, ProviderKey key, ProviderKeyTest test) {
        working(() -> {
            providerKeys().tested(viewer, key, test);
            return true;
        });
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
        return new ProviderKey(viewer.organizationId(), provider, hint, viewer.userId(), KeyFixtures.MADE, null);
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
