package io.tokentally.application.service.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.application.port.out.key.KeyHashing.DatedHash;
import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyFixtures;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.ReplacedKeyEnd;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManageKeysServiceTest {

    private static final Instant NOW = Instant.parse("2026-09-01T08:30:00.123456789Z");
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer ALICE = ViewerFixtures.viewer(new UserId("alice"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final UserId IMPORT = new UserId("nightly import");
    private static final NewKey PLAIN = new NewKey("laptop", null, KeyLimits.OF_THE_INSTALLATION);
    private static final NewKey LIMITED = new NewKey("laptop", null, new KeyLimits(60, null));

    private static final VirtualKeyId OLD = new VirtualKeyId(new UUID(4, 2));

    private record Added(VirtualKey key, KeyHash hash) {}

    private @Nullable Integer mostDays;

    private final KeyPolicies policies = new KeyPolicies() {
        @Override
        public OrganizationKeyPolicy of(Viewer viewer) {
            return new OrganizationKeyPolicy(KeyPolicy.UNRESTRICTED, KeyPolicy.MODELS, null, mostDays);
        }

        @Override
        public void layDown(Viewer viewer, OrganizationKeyPolicy policy, Instant at) {
            throw new UnsupportedOperationException();
        }
    };

    private final List<Added> added = new ArrayList<>();
    private final List<String> revoked = new ArrayList<>();
    private final List<String> renamed = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final Map<VirtualKeyId, VirtualKeyId> replaced = new HashMap<>();
    private final VirtualKeys kept = new VirtualKeys() {
        @Override
        public List<VirtualKey> all(Viewer viewer) {
            return added.stream().map(Added::key).toList();
        }

        @Override
        public Map<VirtualKeyId, Instant> oldHashes(Viewer viewer) {
            return Map.of(OLD, NOW);
        }

        @Override
        public Map<VirtualKeyId, VirtualKeyId> replaced(Viewer viewer) {
            return replaced;
        }

        @Override
        public void rename(Viewer viewer, VirtualKeyId id, String name) {
            renamed.add(id + " to " + name);
        }

        @Override
        public void rotate(Viewer viewer, VirtualKeyId old, Successor successor, @Nullable Instant replacedEndsAt) {
            VirtualKey known = added.stream()
                    .map(Added::key)
                    .filter(key -> key.id().equals(old))
                    .findAny()
                    .orElseThrow();
            ends.add(String.valueOf(replacedEndsAt));
            replaced.put(successor.id(), old);
            added.add(new Added(KeyFixtures.successor(known, successor.id(), successor.prefix()), successor.hash()));
        }

        @Override
        public void add(Viewer viewer, VirtualKey key, KeyHash hash) {
            added.add(new Added(key, hash));
        }

        @Override
        public void revoke(Viewer viewer, VirtualKeyId id, Instant at) {
            revoked.add(id + " at " + at);
        }
    };
    private final ManageKeysService service = new ManageKeysService(
            kept,
            policies,
            secret -> List.of(new DatedHash(hash(secret), null)),
            new SecureRandom(),
            UUID::randomUUID,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aKeyIsStoredByItsHashAndToldOnce() {
        IssuedKey issued = service.issue(ADA, PLAIN);

        assertThat(added).containsExactly(new Added(issued.key(), hash(issued.secret())));
        assertThat(issued.key().prefix()).isEqualTo(issued.secret().prefix());
        assertThat(issued.key().holder()).isEqualTo(KeyHolder.user(ADA.userId()));
        assertThat(issued.key().createdAt()).isEqualTo(Instant.parse("2026-09-01T08:30:00.123456Z"));
        assertThat(issued.toString()).doesNotContain(issued.secret().value());
        assertThat(service.keys(ADA)).containsExactly(issued.key());
    }

    @Test
    void noTwoKeysAreTheSame() {
        IssuedKey one = service.issue(ADA, PLAIN);
        IssuedKey other = service.issue(ADA, PLAIN);

        assertThat(one.secret()).isNotEqualTo(other.secret());
        assertThat(one.key().id()).isNotEqualTo(other.key().id());
    }

    @Test
    void onlyOwnersLimitKeys() {
        for (Viewer viewer : List.of(ADA, ALICE)) {
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> service.issue(viewer, LIMITED))
                    .withMessageContaining("Only owners limit keys");
        }
        assertThat(service.issue(OSCAR, LIMITED).key().limits()).isEqualTo(LIMITED.limits());
    }

    @Test
    void onlyOwnersMakeKeysForServices() {
        for (Viewer viewer : List.of(ADA, ALICE)) {
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> service.issueForService(viewer, IMPORT, PLAIN))
                    .withMessageContaining("Only owners make keys for services");
        }
        assertThat(service.issueForService(OSCAR, IMPORT, LIMITED).key().holder())
                .isEqualTo(KeyHolder.service(IMPORT));
        assertThat(added).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-09-01T08:30:00.123456Z", "2026-09-01T08:30:00.123456999Z", "2020-01-01T00:00:00Z"})
    void aKeyThatHasExpiredIsNotMade(Instant expiresAt) {
        NewKey wanted = new NewKey("laptop", expiresAt, KeyLimits.OF_THE_INSTALLATION);

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.issue(ADA, wanted))
                .withMessageContaining("would have expired already");
        assertThat(added).isEmpty();
    }

    @Test
    void aKeyExpiresWhenItShall() {
        Instant expiresAt = Instant.parse("2026-09-01T08:30:00.123457Z");

        assertThat(service.issue(ADA, new NewKey("laptop", expiresAt, KeyLimits.OF_THE_INSTALLATION))
                        .key()
                        .expiresAt())
                .isEqualTo(expiresAt);
    }

    @Test
    void aMembersOwnKeyEndsWhenOwnersSayAtTheLatestAndByDefault() {
        mostDays = 30;
        Instant last = Instant.parse("2026-10-01T08:30:00.123456Z");

        assertThat(service.issue(ADA, PLAIN).key().expiresAt()).isEqualTo(last);
        assertThat(service.issue(ADA, new NewKey("laptop", last, KeyLimits.OF_THE_INSTALLATION))
                        .key()
                        .expiresAt())
                .isEqualTo(last);
        for (Viewer viewer : List.of(ADA, ALICE)) {
            assertThatExceptionOfType(KeyRefusedException.class)
                    .isThrownBy(() -> service.issue(
                            viewer, new NewKey("laptop", last.plusSeconds(1), KeyLimits.OF_THE_INSTALLATION)))
                    .withMessageContaining("at most 30 days");
        }
        assertThat(service.issue(OSCAR, PLAIN).key().expiresAt()).isNull();
        assertThat(service.issueForService(OSCAR, IMPORT, PLAIN).key().expiresAt())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "\0"})
    void aKeyNeedsAName(String name) {
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.issue(ADA, new NewKey(name, null, KeyLimits.OF_THE_INSTALLATION)))
                .withMessageContaining("needs a name");
    }

    @Test
    void whatNobodyCanSeeIsInNoNameOfAKeyOrAService() {
        Viewer owner = new Viewer(new UserId("olga"), ACME, Role.OWNER);
        NewKey hidden = new NewKey("lap\u202Etop", null, KeyLimits.OF_THE_INSTALLATION);
        NewKey plain = new NewKey("laptop", null, KeyLimits.OF_THE_INSTALLATION);

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.issue(ADA, hidden))
                .withMessage("The name must not contain the invisible character U+202E, which is its character 4."
                        + " Choose another.");
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> service.issueForService(owner, new UserId("im\u200Bport"), plain))
                .withMessageContaining("U+200B");
    }

    @Test
    void tellsWhichKeysAreKnownByAnOldHash() {
        assertThat(service.oldHashes(ADA)).containsExactly(Map.entry(OLD, NOW));
    }

    @Test
    void withoutACurrentHashingKeyNoKeyIsMade() {
        ManageKeysService without = new ManageKeysService(
                kept,
                policies,
                secret -> List.of(new DatedHash(hash(secret), NOW)),
                new SecureRandom(),
                UUID::randomUUID,
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> without.issue(ADA, PLAIN))
                .withMessageContaining("No current hashing key");
    }

    @ParameterizedTest
    @CsvSource({
        "AT_ONCE, 2026-09-01T08:30:00.123456Z",
        "IN_AN_HOUR, 2026-09-01T09:30:00.123456Z",
        "IN_A_DAY, 2026-09-02T08:30:00.123456Z",
        "IN_A_WEEK, 2026-09-08T08:30:00.123456Z",
        "WHEN_REVOKED, null"
    })
    void aKeyThatIsReplacedEndsWhenItShallAndItsSuccessorIsToldOnce(ReplacedKeyEnd end, String endsAt) {
        IssuedKey old = service.issue(ADA, PLAIN);

        IssuedKey issued = service.rotate(ADA, old.key().id(), end);

        assertThat(ends).containsExactly(endsAt);
        assertThat(added.getLast()).isEqualTo(new Added(issued.key(), hash(issued.secret())));
        assertThat(issued.secret()).isNotEqualTo(old.secret());
        assertThat(issued.key().prefix()).isEqualTo(issued.secret().prefix());
        assertThat(service.replaced(ADA))
                .containsExactly(Map.entry(issued.key().id(), old.key().id()));
    }

    @Test
    void aKeyIsCalledOtherwiseByAProperNameAlone() {
        service.rename(ADA, OLD, "  build server ");

        assertThat(renamed).containsExactly(OLD + " to build server");
        for (String name : List.of("", "two\nlines", "lap\u202Etop", "x".repeat(101))) {
            assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> service.rename(ADA, OLD, name));
        }
        assertThat(renamed).hasSize(1);
    }

    @Test
    void revokingTellsWhen() {
        VirtualKeyId id = service.issue(ADA, PLAIN).key().id();

        service.revoke(ADA, id);

        assertThat(revoked).containsExactly(id + " at 2026-09-01T08:30:00.123456Z");
    }

    private static KeyHash hash(VirtualKeySecret secret) {
        return new KeyHash(1, secret.value().hashCode(), 0, 0, 0);
    }

    @Test
    void aKeyMayDoWhatTheOrganizationsKeysDoAsARuleAndAMembersNoMoreThanMembersKeys() {
        assertThat(service.issue(OSCAR, PLAIN).key().policy()).isEqualTo(KeyPolicy.UNRESTRICTED);
        assertThat(service.issue(ADA, PLAIN).key().policy()).isEqualTo(KeyPolicy.MODELS);
        assertThat(service.issue(ADA, PLAIN).key().capped()).isTrue();
        assertThat(service.issue(OSCAR, PLAIN).key().capped()).isFalse();
    }
}
