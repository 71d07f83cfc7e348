package io.tokentally.application.service.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.ProviderKeyTests;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestProviderKeyServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final ProviderSecret SECRET = new ProviderSecret("sk-proj-4711");
    private static final Instant NOW = Instant.parse("2026-09-01T08:30:00Z");
    private static final ProviderKey STORED = new ProviderKey(ACME, Provider.OPENAI, "4711", OSCAR.userId(), NOW, null);
    private static final ProviderKeyTest WORKS = ProviderKeyTest.answered(200, NOW);

    private final FakeVault vault = new FakeVault();
    private final List<ProviderKey> stored = new ArrayList<>(List.of(STORED));
    private final List<Map.Entry<ProviderKey, ProviderKeyTest>> noted = new ArrayList<>();
    private final List<Map.Entry<Provider, ProviderSecret>> asked = new ArrayList<>();
    private @Nullable SealedSecret known = vault.seal(ACME, Provider.OPENAI, SECRET);
    private Runnable whileAsking = () -> {};

    private final TestProviderKeyService service =
            new TestProviderKeyService(new ProviderKeyRecord(new Kept()), new Directory(), vault, new Asked());

    @Test
    void theProviderIsAskedWithTheKeyThatIsStoredAndTheAnswerKept() {
        assertThat(service.test(OSCAR, Provider.OPENAI)).isEqualTo(WORKS);

        assertThat(asked).containsExactly(Map.entry(Provider.OPENAI, SECRET));
        assertThat(noted).containsExactly(Map.entry(STORED, WORKS));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OWNER")
    void isForOwnersOnly(Role role) {
        Viewer viewer = ViewerFixtures.viewer(new UserId("somebody"), ACME, role);

        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> service.test(viewer, Provider.OPENAI))
                .withMessageContaining("Only owners manage the providers' keys");
        assertThat(asked).isEmpty();
    }

    /** Whoever claims to be an owner and is none sees no key in the database. */
    @Test
    void nobodyIsAskedWithAKeyThatTheViewerDoesNotSee() {
        stored.clear();

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.test(OSCAR, Provider.OPENAI))
                .withMessageContaining("has stored no key for openai");
        assertThat(asked).isEmpty();
    }

    @Test
    void aKeyThatWasReplacedASecondAgoIsNotTakenForTheNewOne() {
        known = vault.seal(ACME, Provider.OPENAI, new ProviderSecret("sk-proj-0815"));

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.test(OSCAR, Provider.OPENAI))
                .withMessageContaining("Test it again in a second");
        assertThat(asked).isEmpty();
    }

    @Test
    void oneTestIsUnderWayAtATime() {
        whileAsking = () -> assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.test(OSCAR, Provider.OPENAI))
                .withMessageContaining("is being tested");

        service.test(OSCAR, Provider.OPENAI);
        whileAsking = () -> {};
        service.test(OSCAR, Provider.OPENAI);

        assertThat(asked).hasSize(2);
    }

    private final class Asked implements ProviderKeyTests {

        @Override
        public ProviderKeyTest test(Provider upstream, ProviderSecret secret) {
            asked.add(Map.entry(upstream, secret));
            whileAsking.run();
            return WORKS;
        }
    }

    private final class Kept implements ProviderKeys {

        @Override
        public List<ProviderKey> all(Viewer viewer) {
            return stored;
        }

        @Override
        public void store(Viewer viewer, ProviderKey key, SealedSecret secret) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tested(Viewer viewer, ProviderKey key, ProviderKeyTest test) {
            noted.add(Map.entry(key, test));
        }

        @Override
        public void remove(Viewer viewer, Provider provider) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Directory implements KeyDirectory {

        @Override
        public Optional<SealedSecret> providerKey(OrganizationId organizationId, Provider provider) {
            return Optional.ofNullable(known);
        }

        @Override
        public Optional<VirtualKey> find(KeyHash hash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<HashingKey> hashingKeys() {
            throw new UnsupportedOperationException();
        }

        @Override
        public OrganizationKeyPolicy policy(OrganizationId organizationId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isCurrent() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void noteUse(VirtualKey key, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void noteRenewal(VirtualKey key, KeyHash old, KeyHash renewed) {
            throw new UnsupportedOperationException();
        }
    }
}
