package io.tokentally.application.service.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.pricing.ServedModels;
import io.tokentally.application.service.key.FakeVault;
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
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.ServedModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompareShutdownsServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final ProviderSecret SECRET = new ProviderSecret("sk-of-acme-0001");

    private static final FakeVault VAULT = new FakeVault();

    private final StoredKeys keys = new StoredKeys();
    private final Asked provider = new Asked();
    private final CompareShutdownsService service = new CompareShutdownsService(
            provider, keys, VAULT, () -> new PriceBook(Money.USD, List.of(), List.of(), List.of()));

    @Test
    void asksWithTheKeyOfTheViewersOrganizationAndWithNoOther() {
        keys.store(ACME, VAULT.seal(ACME, Provider.OPENAI, SECRET));

        assertThat(service.compare(viewer(ACME, Role.OWNER)).differences())
                .extracting(difference -> difference.model().value())
                .containsExactly("sol");
        assertThat(provider.keys).containsExactly(SECRET);
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.compare(viewer(new OrganizationId("globex"), Role.OWNER)))
                .withMessage(
                        "Your organization has stored no key for openai, and without one it tells nothing. Store one on the page Keys.");
        assertThat(provider.keys).hasSize(1);
    }

    @Test
    void whereNobodyWantsAKeyNoneIsNeededAndNoneIsShown() {
        keys.store(ACME, VAULT.seal(ACME, Provider.OPENAI, SECRET));
        provider.needsKey = false;

        assertThat(service.compare(viewer(ACME, Role.OWNER)).models()).isEqualTo(1);
        assertThat(provider.keys).doesNotContain(SECRET);
    }

    @Test
    void aKeyThatCannotBeReadIsTold() {
        keys.store(ACME, VAULT.seal(new OrganizationId("globex"), Provider.OPENAI, SECRET));

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.compare(viewer(ACME, Role.OWNER)))
                .withMessageContaining("cannot be decrypted. Store it anew");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "OWNER")
    void whoeverIsNoOwnerIsRefused(Role role) {
        keys.store(ACME, VAULT.seal(ACME, Provider.OPENAI, SECRET));

        assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(() -> service.compare(viewer(ACME, role)));
        assertThat(provider.keys).isEmpty();
    }

    private static Viewer viewer(OrganizationId organization, Role role) {
        return ViewerFixtures.viewer(new UserId("owner@acme.example"), organization, role);
    }

    private static final class StoredKeys implements KeyDirectory {

        private final Map<OrganizationId, SealedSecret> sealed = new HashMap<>();

        void store(OrganizationId organization, SealedSecret secret) {
            sealed.put(organization, secret);
        }

        @Override
        public Optional<SealedSecret> providerKey(OrganizationId organizationId, Provider provider) {
            return provider.equals(Provider.OPENAI)
                    ? Optional.ofNullable(sealed.get(organizationId))
                    : Optional.empty();
        }

        @Override
        public Optional<VirtualKey> find(KeyHash hash) {
            throw notAsked();
        }

        @Override
        public List<HashingKey> hashingKeys() {
            throw notAsked();
        }

        @Override
        public OrganizationKeyPolicy policy(OrganizationId organizationId) {
            throw notAsked();
        }

        @Override
        public boolean isCurrent() {
            throw notAsked();
        }

        @Override
        public void noteUse(VirtualKey key, Instant at) {
            throw notAsked();
        }

        @Override
        public void noteRenewal(VirtualKey key, KeyHash old, KeyHash renewed) {
            throw notAsked();
        }

        private static AssertionError notAsked() {
            return new AssertionError("Providers' keys alone are asked for");
        }
    }

    /** A provider that serves one model until January. */
    private static final class Asked implements ServedModels {

        private final List<ProviderSecret> keys = new ArrayList<>();
        private boolean needsKey = true;

        @Override
        public Provider upstream() {
            return Provider.OPENAI;
        }

        @Override
        public boolean needsKey() {
            return needsKey;
        }

        @Override
        public List<ServedModel> list(ProviderSecret key) {
            keys.add(key);
            return List.of(new ServedModel(new ModelName("sol"), LocalDate.of(2027, 1, 15)));
        }
    }
}
