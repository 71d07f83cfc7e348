package io.tokentally.application.service.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManageProviderKeysServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final ReachableUpstream OPENAI = upstream(Provider.OPENAI);
    private static final ReachableUpstream ANTHROPIC = upstream(Provider.ANTHROPIC);
    private static final ProviderSecret SECRET = new ProviderSecret("sk-proj-4711");
    private static final Instant NOW = Instant.parse("2026-09-01T08:30:00.123456Z");

    private final FakeVault vault = new FakeVault();
    private final Map<ProviderKey, SealedSecret> kept = new LinkedHashMap<>();
    private final ManageProviderKeysService service = new ManageProviderKeysService(
            List.of(OPENAI, ANTHROPIC), new Kept(), vault, Clock.fixed(NOW.plusNanos(999), ZoneOffset.UTC));

    private static ReachableUpstream upstream(Provider name) {
        return new ReachableUpstream(
                name, name, "/" + name + "/v1", URI.create("https://" + name + ".example/v1"), name);
    }

    @Test
    void onlyWhatIsSealedIsStored() {
        service.store(OSCAR, Provider.OPENAI, SECRET);

        ProviderKey key = new ProviderKey(ACME, Provider.OPENAI, "4711", OSCAR.userId(), NOW, null);
        assertThat(kept).containsExactly(Map.entry(key, vault.seal(ACME, Provider.OPENAI, SECRET)));
        assertThat(service.stored(OSCAR)).containsExactly(key);
    }

    @Test
    void aKeyForAProviderThatIsNotThereIsRefused() {
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.store(OSCAR, Provider.GOOGLE, SECRET))
                .withMessageContaining("There is no provider 'google' here. Choose one of [openai, anthropic].");
        assertThat(kept).isEmpty();
    }

    @Test
    void whatIsRemovedIsGone() {
        service.store(OSCAR, Provider.OPENAI, SECRET);

        service.remove(OSCAR, Provider.OPENAI);

        assertThat(service.stored(OSCAR)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OWNER")
    void isForOwnersOnly(Role role) {
        Viewer viewer = ViewerFixtures.viewer(new UserId("somebody"), ACME, role);

        List<Runnable> attempts = List.of(
                () -> service.upstreams(viewer),
                () -> service.stored(viewer),
                () -> service.store(viewer, Provider.OPENAI, SECRET),
                () -> service.remove(viewer, Provider.OPENAI));

        assertThat(attempts)
                .allSatisfy(attempt -> assertThatExceptionOfType(AccessRefusedException.class)
                        .isThrownBy(attempt::run)
                        .withMessageContaining("Only owners manage the providers' keys"));
        assertThat(service.upstreams(OSCAR)).containsExactly(OPENAI, ANTHROPIC);
    }

    private final class Kept implements ProviderKeys {

        @Override
        public List<ProviderKey> all(Viewer viewer) {
            return List.copyOf(kept.keySet());
        }

        @Override
        public void store(Viewer viewer, ProviderKey key, SealedSecret secret) {
            kept.put(key, secret);
        }

        @Override
        public void tested(Viewer viewer, ProviderKey key, ProviderKeyTest test) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(Viewer viewer, Provider provider) {
            kept.keySet().removeIf(key -> key.provider().equals(provider));
        }
    }
}
