package io.tokentally.tck.key;

import static io.tokentally.domain.key.KeyFixtures.MADE;
import static io.tokentally.domain.key.KeyFixtures.hashOf;
import static io.tokentally.domain.key.KeyFixtures.key;
import static io.tokentally.domain.key.KeyFixtures.keyOf;
import static io.tokentally.domain.key.KeyFixtures.keyOfService;
import static io.tokentally.domain.key.KeyFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.application.port.out.key.VirtualKeys.Successor;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.key.PathRule;
import io.tokentally.domain.key.ResourceScope;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What virtual keys are kept by. There are none at the start of each test.
 *
 * <p>The port believes no viewer: {@code LYING_ADA} claims to be an owner and is a member.
 */
public abstract class VirtualKeysContract {

    protected static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    protected static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    protected static final Viewer ALICE = ViewerFixtures.viewer(new UserId("alice"), ACME, Role.ADMIN);
    protected static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Viewer LYING_ADA = ViewerFixtures.viewer(ADA.userId(), ACME, Role.OWNER);
    protected static final Viewer GWEN = ViewerFixtures.viewer(new UserId("gwen"), GLOBEX, Role.OWNER);
    private static final Viewer GWEN_AT_ACME = ViewerFixtures.viewer(GWEN.userId(), ACME, Role.OWNER);

    private static final KeyLimits LIMITS = new KeyLimits(60, 4);
    private static final VirtualKeyId SUCCESSOR = new VirtualKeyId(new UUID(9, 1));
    private static final VirtualKeyId NEXT = new VirtualKeyId(new UUID(9, 2));
    private static final KeyPolicy OF_ALL = policy(OperationGroup.MODELS, ResourceScope.ORGANIZATION, false);
    private static final KeyPolicy UNKNOWN_TOO = policy(OperationGroup.MODELS, ResourceScope.KEY, true);
    private static final KeyPolicy LISTING = policy(OperationGroup.LISTS, ResourceScope.KEY, false);

    private static KeyPolicy policy(OperationGroup group, ResourceScope scope, boolean unknownIds) {
        return new KeyPolicy(false, Set.of(group), List.of(), Set.of(), List.of(), Set.of(), scope, unknownIds);
    }

    protected abstract VirtualKeys virtualKeys();

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** Puts the member out. */
    protected abstract void putOut(Viewer viewer);

    /** Works as a service would, in a transaction if there are any. */
    protected <T> T working(Supplier<T> work) {
        return work.get();
    }

    @BeforeEach
    void register() {
        List.of(OSCAR, ALICE, ADA, GWEN).forEach(this::givenMember);
    }

    @Test
    void keepsEveryDetail() {
        VirtualKey everything = with(
                key(
                        OSCAR,
                        "CI, nightly 🦊",
                        KeyHolder.service(new UserId("nightly import")),
                        LIMITS,
                        MADE,
                        MADE.plusSeconds(3600).plusNanos(1_000)),
                new KeyPolicy(
                        false,
                        Set.of(OperationGroup.values()),
                        List.of(new PathRule("GET /v1/x/*"), new PathRule("* /v1/y")),
                        Set.of(new Operation("chat.completions"), new Operation("messages")),
                        List.of(new ModelPattern("gpt-4.1-nano*"), new ModelPattern("o#")),
                        Set.of(Provider.OPENAI, Provider.ANTHROPIC),
                        ResourceScope.HOLDER,
                        true,
                        true,
                        4_096L));

        add(OSCAR, everything);

        assertThat(keysFor(OSCAR)).containsExactly(everything);
    }

    @Test
    void keepsOfAnUnrestrictedKeyWhatAnswersTellAndAreLimitedTo() {
        VirtualKey telling = with(
                key(OSCAR, "telling", KeyHolder.user(OSCAR.userId()), LIMITS, MADE, null),
                KeyPolicy.UNRESTRICTED.tellingBudgets(true).limitingOutput(4_096L));

        add(OSCAR, telling);

        assertThat(keysFor(OSCAR)).containsExactly(telling);
    }

    @Test
    void membersSeeTheirOwnKeysAndAdminsTheOrganizationsTheNewestFirst() {
        VirtualKey old = keyOf(ADA, "old");
        VirtualKey recent = key(
                ADA,
                "recent",
                KeyHolder.user(ADA.userId()),
                KeyLimits.OF_THE_INSTALLATION,
                Instant.parse("2100-01-01T00:00:00Z"),
                null);
        VirtualKey service = key(
                OSCAR,
                "service",
                // A name that a viewer has elsewhere opens nothing.
                KeyHolder.service(new UserId("gwen")),
                KeyLimits.OF_THE_INSTALLATION,
                MADE.plusSeconds(1),
                null);
        add(ADA, old);
        add(ADA, recent);
        add(OSCAR, service);
        add(GWEN, keyOf(GWEN, "elsewhere"));

        assertThat(keysFor(ADA)).containsExactly(recent, old);
        assertThat(keysFor(LYING_ADA)).containsExactly(recent, old);
        assertThat(keysFor(ALICE)).containsExactly(recent, service, old);
        assertThat(keysFor(OSCAR)).containsExactly(recent, service, old);
        assertThat(keysFor(GWEN)).extracting(VirtualKey::name).containsExactly("elsewhere");
        assertThat(keysFor(GWEN_AT_ACME)).isEmpty();
    }

    @Test
    void nobodyMakesAKeyForSomebodyElse() {
        assertRefused(
                () -> add(
                        ADA, key(ADA, "k", KeyHolder.user(OSCAR.userId()), KeyLimits.OF_THE_INSTALLATION, MADE, null)),
                "for themselves only");
        assertRefused(
                () -> add(
                        OSCAR,
                        key(OSCAR, "k", KeyHolder.user(ADA.userId()), KeyLimits.OF_THE_INSTALLATION, MADE, null)),
                "for themselves only");
        assertRefused(() -> add(GWEN_AT_ACME, keyOf(GWEN_AT_ACME, "k")), "for themselves only");
        assertThat(keysFor(OSCAR)).isEmpty();
    }

    @Test
    void onlyOwnersMakeKeysForServices() {
        assertRefused(() -> add(LYING_ADA, keyOfService(LYING_ADA, "import")), "Only owners make keys for services");
        assertRefused(() -> add(ALICE, keyOfService(ALICE, "import")), "Only owners make keys for services");
        assertRefused(() -> add(GWEN_AT_ACME, keyOfService(GWEN_AT_ACME, "import")), "Only owners");
    }

    @Test
    void noServiceIsCalledAsAMemberIs() {
        assertRefused(() -> add(OSCAR, keyOfService(OSCAR, "ada")), "A member of the organization is called ada");
        assertRefused(() -> add(OSCAR, keyOfService(OSCAR, "ADA")), "A member of the organization is called ADA");
    }

    @Test
    void noMemberIsCalledAsAServiceIs() {
        add(OSCAR, keyOfService(OSCAR, "robot"));

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> givenMember(ViewerFixtures.viewer(new UserId("robot"), ACME, Role.MEMBER)))
                .withMessageContaining("named_as_service");
    }

    @Test
    void onlyOwnersSetLimits() {
        VirtualKey limited = key(ADA, "k", KeyHolder.user(ADA.userId()), LIMITS, MADE, null);

        assertRefused(() -> add(LYING_ADA, limited), "Only owners limit keys");

        VirtualKey owners = key(OSCAR, "o", KeyHolder.user(OSCAR.userId()), LIMITS, MADE, null);
        add(OSCAR, owners);
        assertThat(keysFor(OSCAR)).containsExactly(owners);
    }

    @Test
    void membersMakeNoKeyThatMayDoMoreThanCallModelsAndUseItsOwn() {
        for (KeyPolicy more : List.of(KeyPolicy.UNRESTRICTED, OF_ALL, UNKNOWN_TOO, LISTING)) {
            assertRefused(() -> add(LYING_ADA, with(keyOf(LYING_ADA, "k"), more)), "Owners let members' keys do less");
            assertRefused(() -> add(ALICE, with(keyOf(ALICE, "k"), more)), "Owners let members' keys do less");
            VirtualKey owners = with(keyOf(OSCAR, "of an owner " + more.hashCode()), more);
            add(OSCAR, owners);
            assertThat(keysFor(OSCAR)).contains(owners);
        }
        VirtualKey less = with(keyOf(ADA, "less"), KeyPolicy.MODELS);
        add(ADA, less);
        assertThat(keysFor(ADA)).containsExactly(less);
    }

    @Test
    void nobodyHoldsKeysWithoutEnd() {
        for (int i = 0; i < VirtualKeys.MAX_PER_HOLDER; i++) {
            add(ADA, keyOf(ADA, "key " + i));
        }

        assertRefused(() -> add(ADA, keyOf(ADA, "one more")), "ada has 100 keys already");

        revoke(ADA, keyOf(ADA, "key 0").id());
        add(ADA, keyOf(ADA, "one more"));
        assertThat(keysFor(ADA)).hasSize(VirtualKeys.MAX_PER_HOLDER + 1);
    }

    @Test
    void aKeyIsRevokedByItsHolderOrByAnOwnerOnce() {
        VirtualKey first = keyOf(ADA, "first");
        VirtualKey second = keyOf(ADA, "second");
        add(ADA, first);
        add(ADA, second);

        revoke(ADA, first.id());
        revoke(OSCAR, second.id());
        working(() -> {
            virtualKeys().revoke(OSCAR, first.id(), MADE.plusSeconds(99));
            return true;
        });

        assertThat(keysFor(ADA)).extracting(VirtualKey::revokedAt).containsOnly(MADE.plusSeconds(60));
    }

    @Test
    void nobodyElseRevokesAKey() {
        VirtualKey oscars = keyOf(OSCAR, "oscar's");
        VirtualKey service = keyOfService(OSCAR, "import");
        add(OSCAR, oscars);
        add(OSCAR, service);

        for (VirtualKeyId id : List.of(oscars.id(), service.id(), new VirtualKeyId(new UUID(0, 0)))) {
            assertRefused(() -> revoke(LYING_ADA, id), "There is no such key");
            assertRefused(() -> revoke(GWEN, id), "There is no such key");
            assertRefused(() -> revoke(GWEN_AT_ACME, id), "There is no such key");
        }
        assertRefused(() -> revoke(ALICE, oscars.id()), "Only owners revoke the keys of others");
        assertThat(keysFor(OSCAR)).extracting(VirtualKey::revokedAt).containsOnlyNulls();
    }

    @Test
    void aSuccessorMayDoWhatTheKeyMayThatItReplacesForAsLong() {
        VirtualKey old = with(
                key(OSCAR, "import", KeyHolder.service(new UserId("import")), LIMITS, MADE, MADE.plusSeconds(7_200)),
                LISTING);
        add(OSCAR, old);
        Instant later = MADE.plusSeconds(3_600);

        rotate(OSCAR, old.id(), SUCCESSOR, later, later.plusSeconds(60));

        VirtualKey made = keysFor(OSCAR).getFirst();
        assertThat(made)
                .isEqualTo(new VirtualKey(
                        SUCCESSOR,
                        ACME,
                        "import",
                        "tt_Xyz98765",
                        old.holder(),
                        LIMITS,
                        LISTING,
                        false,
                        OSCAR.userId(),
                        later,
                        later.plusSeconds(7_200),
                        null,
                        null,
                        old.id()));
        assertThat(keysFor(OSCAR).getLast().expiresAt()).isEqualTo(later.plusSeconds(60));
        assertThat(replacedFor(OSCAR)).containsExactly(Map.entry(SUCCESSOR, old.id()));
        assertThat(replacedFor(ADA)).isEmpty();
    }

    @Test
    void aReplacedKeyEndsNoLaterThanItWouldHave() {
        VirtualKey old = key(
                ADA, "laptop", KeyHolder.user(ADA.userId()), KeyLimits.OF_THE_INSTALLATION, MADE, MADE.plusSeconds(60));
        add(ADA, old);

        rotate(ADA, old.id(), SUCCESSOR, MADE, MADE.plusSeconds(3_600));

        assertThat(keysFor(ADA)).extracting(VirtualKey::expiresAt).containsOnly(MADE.plusSeconds(60));
    }

    @Test
    void aKeyThatDoesNotExpireHasASuccessorThatDoesNot() {
        VirtualKey old = keyOf(ADA, "laptop");
        add(ADA, old);

        rotate(ADA, old.id(), SUCCESSOR, MADE.plusSeconds(1), null);

        assertThat(keysFor(ADA)).extracting(VirtualKey::expiresAt).containsOnlyNulls();
    }

    @Test
    void keysAreReplacedByWhoeverHoldsThemAndServicesByOwners() {
        VirtualKey adas = keyOf(ADA, "laptop");
        VirtualKey service = keyOfService(OSCAR, "import");
        add(ADA, adas);
        add(OSCAR, service);

        for (Viewer viewer : List.of(OSCAR, ALICE)) {
            assertRefused(() -> rotate(viewer, adas.id(), SUCCESSOR, MADE, MADE), "Only whoever holds a key");
        }
        assertRefused(() -> rotate(ALICE, service.id(), SUCCESSOR, MADE, MADE), "Only owners make keys for services");
        for (Viewer viewer : List.of(LYING_ADA, GWEN, GWEN_AT_ACME)) {
            assertRefused(() -> rotate(viewer, service.id(), SUCCESSOR, MADE, MADE), "There is no such key");
        }
        assertRefused(() -> rotate(ADA, new VirtualKeyId(new UUID(0, 0)), SUCCESSOR, MADE, MADE), "no such key");
        assertThat(keysFor(OSCAR)).hasSize(2).extracting(VirtualKey::expiresAt).containsOnlyNulls();
    }

    @Test
    void aKeyIsReplacedOnceAndWhileItWorks() {
        VirtualKey old = keyOf(ADA, "laptop");
        VirtualKey revoked = keyOf(ADA, "revoked");
        VirtualKey expired = key(
                ADA, "expired", KeyHolder.user(ADA.userId()), KeyLimits.OF_THE_INSTALLATION, MADE, MADE.plusSeconds(1));
        List.of(old, revoked, expired).forEach(key -> add(ADA, key));
        revoke(ADA, revoked.id());

        rotate(ADA, old.id(), SUCCESSOR, MADE, MADE.plusSeconds(60));

        assertRefused(() -> rotate(ADA, old.id(), NEXT, MADE, MADE), "was replaced before");
        assertRefused(() -> rotate(ADA, revoked.id(), NEXT, MADE, MADE), "has expired or was revoked");
        assertRefused(() -> rotate(ADA, expired.id(), NEXT, MADE.plusSeconds(1), MADE.plusSeconds(1)), "has expired");
    }

    @Test
    void twoOfThoseThatReplaceEachOtherWorkAtTheSameTimeAndNoThird() {
        VirtualKey old = keyOf(ADA, "laptop");
        add(ADA, old);
        rotate(ADA, old.id(), SUCCESSOR, MADE, null);

        assertRefused(() -> rotate(ADA, SUCCESSOR, NEXT, MADE, MADE.plusSeconds(60)), "still works");
        assertRefused(() -> rotate(ADA, SUCCESSOR, NEXT, MADE, null), "still works");

        rotate(ADA, SUCCESSOR, NEXT, MADE, MADE);
        VirtualKeyId fourth = new VirtualKeyId(new UUID(9, 3));
        assertRefused(() -> rotate(ADA, NEXT, fourth, MADE, MADE.plusSeconds(60)), "still works");
        revoke(ADA, old.id());
        rotate(ADA, NEXT, fourth, MADE, MADE.plusSeconds(60));
        assertThat(keysFor(ADA)).hasSize(4);
    }

    @Test
    void aKeyThatGivesWayNeedsNoRoomForItsSuccessorAndOneThatStaysDoes() {
        for (int i = 0; i < VirtualKeys.MAX_PER_HOLDER; i++) {
            add(ADA, keyOf(ADA, "key " + i));
        }
        VirtualKeyId first = keyOf(ADA, "key 0").id();

        assertRefused(() -> rotate(ADA, first, SUCCESSOR, MADE, null), "ada has 100 keys already");

        rotate(ADA, first, SUCCESSOR, MADE, MADE);
        assertThat(keysFor(ADA)).hasSize(VirtualKeys.MAX_PER_HOLDER + 1);
    }

    @Test
    void aKeyIsRenamedByItsHolderOrByAnOwner() {
        VirtualKey adas = keyOf(ADA, "laptop");
        VirtualKey oscars = keyOf(OSCAR, "oscar's");
        add(ADA, adas);
        add(OSCAR, oscars);

        rename(ADA, adas.id(), "desk");
        assertThat(keysFor(ADA)).extracting(VirtualKey::name).containsExactly("desk");
        rename(OSCAR, adas.id(), "Ada's 🦊");
        assertThat(keysFor(ADA)).extracting(VirtualKey::name).containsExactly("Ada's 🦊");
        assertRefused(() -> rename(ALICE, adas.id(), "mine"), "Only owners rename the keys of others");
        for (Viewer viewer : List.of(LYING_ADA, GWEN, GWEN_AT_ACME)) {
            assertRefused(() -> rename(viewer, oscars.id(), "mine"), "There is no such key");
        }
        assertThat(keysFor(OSCAR)).extracting(VirtualKey::name).containsExactlyInAnyOrder("Ada's 🦊", "oscar's");
    }

    @Test
    void whoeverIsPutOutLosesTheirKeysForGood() {
        VirtualKey adas = keyOf(ADA, "laptop");
        VirtualKey gwens = keyOf(GWEN, "elsewhere");
        add(ADA, adas);
        add(GWEN, gwens);

        putOut(ADA);

        assertThat(keysFor(OSCAR))
                .singleElement()
                .satisfies(key -> assertThat(key.revokedAt()).isNotNull());
        assertRefused(() -> add(ADA, keyOf(ADA, "another")), "for themselves only");
        givenMember(ADA);
        assertThat(keysFor(ADA))
                .singleElement()
                .satisfies(key -> assertThat(key.revokedAt()).isNotNull());
        assertThat(keysFor(GWEN)).containsExactly(gwens);
    }

    protected final List<VirtualKey> keysFor(Viewer viewer) {
        return working(() -> virtualKeys().all(viewer));
    }

    protected final void add(Viewer viewer, VirtualKey key) {
        working(() -> {
            virtualKeys().add(viewer, key, hashOf(key));
            return true;
        });
    }

    private Map<VirtualKeyId, VirtualKeyId> replacedFor(Viewer viewer) {
        return working(() -> virtualKeys().replaced(viewer));
    }

    protected final void rename(Viewer viewer, VirtualKeyId id, String name) {
        working(() -> {
            virtualKeys().rename(viewer, id, name);
            return true;
        });
    }

    protected final void rotate(
            Viewer viewer, VirtualKeyId old, VirtualKeyId made, Instant at, @Nullable Instant oldEndsAt) {
        working(() -> {
            KeyHash hash = new KeyHash(
                    1, made.value().getMostSignificantBits(), made.value().getLeastSignificantBits(), 7, 7);
            virtualKeys().rotate(viewer, old, new Successor(made, "tt_Xyz98765", hash, at), oldEndsAt);
            return true;
        });
    }

    protected final void revoke(Viewer viewer, VirtualKeyId id) {
        working(() -> {
            virtualKeys().revoke(viewer, id, MADE.plusSeconds(60));
            return true;
        });
    }

    private static void assertRefused(Runnable attempt, String message) {
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(attempt::run)
                .withMessageContaining(message);
    }
}
