package io.tokentally.application.service.key;

import static io.tokentally.domain.key.KeyFixtures.MADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.key.KeyCheck;
import io.tokentally.application.port.in.key.KeyCheck.Reason;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyHashing.DatedHash;
import io.tokentally.application.port.out.key.SecretUnreadableException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyFixtures;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.Provider;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthenticateKeyServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final String SECRET = "tt_abcdefghijABCDEFGHIJ0123456789abcdefghij";
    private static final String OTHER = "tt_abcdefghijABCDEFGHIJ0123456789abcdefghiX";
    private static final Instant NOW = MADE.plusSeconds(60);

    private final Memory memory = new Memory();
    private List<HashingKey> hashingKeys = List.of(hashingKey(1, null));
    private final Map<String, UserId> members = new HashMap<>(Map.of("ada of acme", ADA.userId()));
    private final FakeVault vault = new FakeVault();
    private final AuthenticateKeyService service = new AuthenticateKeyService(
            secret -> hashes(secret),
            memory,
            (organization, name) -> Optional.ofNullable(members.get(name + " of " + organization)),
            vault,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void membersAreFoundInMemory() {
        assertThat(service.member(ACME, ADA.userId())).contains(ADA.userId());
    }

    @Test
    void aGoodKeyIsAcceptedAndItsUseNoted() {
        VirtualKey key = given(null, null);

        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Accepted(key));
        assertThat(memory.uses).containsExactly(key.name() + " at " + NOW);
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotNoted() {
        given(null, null);

        for (String presented : List.of(OTHER, "", "sk-proj-4711", SECRET + " ", SECRET.toUpperCase(Locale.ROOT))) {
            assertThat(service.check(presented)).isEqualTo(new KeyCheck.Refused(Reason.UNKNOWN, null));
        }
        assertThat(memory.uses).isEmpty();
    }

    @Test
    void aKeyEndsAtItsInstant() {
        VirtualKey key = given(NOW, null);
        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Refused(Reason.EXPIRED, key));

        given(NOW.plusNanos(1), null);
        assertThat(service.check(SECRET)).isInstanceOf(KeyCheck.Accepted.class);
    }

    @Test
    void aRevokedKeyIsRefusedEvenIfItHasExpired() {
        VirtualKey key = given(MADE.plusSeconds(1), MADE.plusSeconds(2));

        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Refused(Reason.REVOKED, key));
        assertThat(memory.uses).isEmpty();
    }

    @Test
    void aRevokedKeyOfWhoIsNoMemberIsSaidToBeThat() {
        VirtualKey key = given(null, MADE);
        members.clear();

        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Refused(Reason.MEMBER_LEFT, key));
    }

    @Test
    void withoutCurrentKeysNobodyCanTell() {
        given(null, null);
        memory.current = false;

        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Undetermined());
        assertThat(service.check(OTHER)).isEqualTo(new KeyCheck.Undetermined());
        assertThat(service.check("no key at all")).isEqualTo(new KeyCheck.Refused(Reason.UNKNOWN, null));
    }

    @Test
    void aRevokedKeyStaysRevokedWhateverElseIsUnknown() {
        VirtualKey key = given(null, MADE);
        memory.current = false;

        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Refused(Reason.REVOKED, key));
    }

    @Test
    void aKeyThatIsKnownByAnOldHashIsAcceptedAndRenewed() {
        VirtualKey key = given(null, null);
        hashingKeys = List.of(hashingKey(2, null), hashingKey(1, NOW.plusNanos(1)));

        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Accepted(key));
        assertThat(memory.renewals).containsExactly("laptop from 1 to 2");
        assertThat(memory.uses).hasSize(1);
    }

    @Test
    void aKeyThatIsKnownByTheCurrentHashIsNotRenewed() {
        given(null, null);
        hashingKeys = List.of(hashingKey(1, null), hashingKey(7, NOW.plusSeconds(1)));

        assertThat(service.check(SECRET)).isInstanceOf(KeyCheck.Accepted.class);
        assertThat(memory.renewals).isEmpty();
    }

    @Test
    void anOldHashEndsAtItsDeadline() {
        VirtualKey key = given(null, null);
        hashingKeys = List.of(hashingKey(2, null), hashingKey(1, NOW));

        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Refused(Reason.NOT_RENEWED, key));
        assertThat(memory.renewals).isEmpty();
        assertThat(memory.uses).isEmpty();
    }

    @Test
    void aRevokedKeyThatIsKnownByAnOldHashIsRevokedAndNotRenewed() {
        VirtualKey key = given(null, MADE);
        hashingKeys = List.of(hashingKey(2, null), hashingKey(1, NOW.plusSeconds(1)));

        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Refused(Reason.REVOKED, key));
        assertThat(memory.renewals).isEmpty();
    }

    @Test
    void withoutHashingKeysNobodyCanTell() {
        given(null, null);
        hashingKeys = List.of();

        assertThat(service.check(SECRET)).isEqualTo(new KeyCheck.Undetermined());
    }

    @Test
    void aProvidersKeyIsOpenedOnceUntilItIsReplaced() {
        memory.sealed.put(ACME + "/openai", vault.seal(ACME, Provider.OPENAI, new ProviderSecret("sk-first-key")));

        assertThat(service.providerSecret(ACME, Provider.OPENAI)).contains(new ProviderSecret("sk-first-key"));
        assertThat(service.providerSecret(ACME, Provider.OPENAI)).contains(new ProviderSecret("sk-first-key"));
        assertThat(vault.opened).isEqualTo(1);

        memory.sealed.put(ACME + "/openai", vault.seal(ACME, Provider.OPENAI, new ProviderSecret("sk-second-key")));
        assertThat(service.providerSecret(ACME, Provider.OPENAI)).contains(new ProviderSecret("sk-second-key"));

        memory.sealed.clear();
        assertThat(service.providerSecret(ACME, Provider.OPENAI)).isEmpty();
    }

    @Test
    void everyOrganizationHasItsOwn() {
        memory.sealed.put(ACME + "/openai", vault.seal(ACME, Provider.OPENAI, new ProviderSecret("sk-first-key")));

        assertThat(service.providerSecret(ACME, Provider.OPENAI)).isPresent();
        assertThat(service.providerSecret(GLOBEX, Provider.OPENAI)).isEmpty();
        assertThat(service.providerSecret(ACME, Provider.ANTHROPIC)).isEmpty();
    }

    @Test
    void whatCannotBeOpenedIsSaid() {
        memory.sealed.put(ACME + "/openai", new SealedSecret("broken"));

        assertThatExceptionOfType(SecretUnreadableException.class)
                .isThrownBy(() -> service.providerSecret(ACME, Provider.OPENAI))
                .withMessageContaining("organization acme for openai");
    }

    private VirtualKey given(@Nullable Instant expiresAt, @Nullable Instant revokedAt) {
        VirtualKey made = KeyFixtures.key(
                ADA, "laptop", KeyHolder.user(ADA.userId()), KeyLimits.OF_THE_INSTALLATION, MADE, expiresAt);
        VirtualKey key = new VirtualKey(
                made.id(),
                made.organizationId(),
                made.name(),
                made.prefix(),
                made.holder(),
                made.limits(),
                made.policy(),
                made.capped(),
                made.createdBy(),
                made.createdAt(),
                made.expiresAt(),
                revokedAt,
                null,
                made.original());
        memory.keys.put(hash(1, new VirtualKeySecret(SECRET)), key);
        return key;
    }

    private List<DatedHash> hashes(VirtualKeySecret secret) {
        return hashingKeys.stream()
                .map(key -> new DatedHash(hash(key.number(), secret), key.validUntil()))
                .toList();
    }

    private static KeyHash hash(int hashingKey, VirtualKeySecret secret) {
        return new KeyHash(hashingKey, secret.value().hashCode(), hashingKey, 2, 3);
    }

    private static HashingKey hashingKey(int number, @Nullable Instant validUntil) {
        return new HashingKey(number, new SealedSecret("sealed"), validUntil);
    }

    private static final class Memory implements KeyDirectory {

        final Map<KeyHash, VirtualKey> keys = new HashMap<>();
        final Map<String, SealedSecret> sealed = new HashMap<>();
        final List<String> uses = new ArrayList<>();
        final List<String> renewals = new ArrayList<>();
        boolean current = true;

        @Override
        public Optional<VirtualKey> find(KeyHash hash) {
            return Optional.ofNullable(keys.get(hash));
        }

        @Override
        public List<HashingKey> hashingKeys() {
            throw new AssertionError("Whoever hashes asks for these");
        }

        @Override
        public void noteRenewal(VirtualKey key, KeyHash old, KeyHash renewed) {
            renewals.add("%s from %d to %d".formatted(key.name(), old.hashingKey(), renewed.hashingKey()));
        }

        @Override
        public Optional<SealedSecret> providerKey(OrganizationId organizationId, Provider provider) {
            return Optional.ofNullable(sealed.get(organizationId + "/" + provider));
        }

        @Override
        public OrganizationKeyPolicy policy(OrganizationId organizationId) {
            return OrganizationKeyPolicy.DEFAULT;
        }

        @Override
        public boolean isCurrent() {
            return current;
        }

        @Override
        public void noteUse(VirtualKey key, Instant at) {
            uses.add(key.name() + " at " + at);
        }
    }
}
