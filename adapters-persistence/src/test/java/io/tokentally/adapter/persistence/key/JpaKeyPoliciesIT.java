package io.tokentally.adapter.persistence.key;

import static io.tokentally.domain.key.KeyFixtures.MADE;
import static io.tokentally.domain.key.KeyFixtures.hashOf;
import static io.tokentally.domain.key.KeyFixtures.keyOf;
import static io.tokentally.domain.key.KeyFixtures.keyOfService;
import static io.tokentally.domain.key.KeyFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.application.port.out.key.VirtualKeys.Successor;
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
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.tck.key.KeyPoliciesContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JpaKeyPoliciesIT extends KeyPoliciesContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Viewer LYING_ADA = ViewerFixtures.viewer(ADA.userId(), ACME, Role.OWNER);
    private static final Viewer GWEN =
            ViewerFixtures.viewer(new UserId("gwen"), new OrganizationId("globex"), Role.OWNER);
    private static final Viewer GWEN_AT_ACME = ViewerFixtures.viewer(GWEN.userId(), ACME, Role.OWNER);
    private static final KeyPolicy NARROW =
            KeyPolicy.MODELS.only(Set.of(), List.of(new ModelPattern("gpt-4.1*")), Set.of(Provider.OPENAI));
    private static final OrganizationKeyPolicy LAID_DOWN = new OrganizationKeyPolicy(KeyPolicy.MODELS, NARROW, 2);

    @BeforeEach
    void register() {
        List.of(OSCAR, ADA, GWEN).forEach(DATABASE::addMember);
        DATABASE.bean(CachedKeyDirectory.class).refresh();
    }

    @Override
    protected KeyPolicies policies() {
        return DATABASE.bean(KeyPolicies.class);
    }

    @Override
    protected <T> T inTransaction(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }

    private static void layDown(Viewer viewer, OrganizationKeyPolicy policy) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(KeyPolicies.class).layDown(viewer, policy, MADE);
            return true;
        });
    }

    private static OrganizationKeyPolicy of(Viewer viewer) {
        return DATABASE.inTransaction(() -> DATABASE.bean(KeyPolicies.class).of(viewer));
    }

    private static void add(Viewer viewer, VirtualKey key) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(VirtualKeys.class).add(viewer, key, hashOf(key));
            return true;
        });
    }

    @Test
    void ownersLayDownAndMembersSeeTheirOrganizationsAlone() {
        assertThat(of(ADA)).isEqualTo(OrganizationKeyPolicy.DEFAULT);

        layDown(OSCAR, LAID_DOWN);

        assertThat(of(ADA)).isEqualTo(LAID_DOWN);
        assertThat(of(GWEN)).isEqualTo(OrganizationKeyPolicy.DEFAULT);
        assertThat(of(GWEN_AT_ACME)).isEqualTo(OrganizationKeyPolicy.DEFAULT);
        assertThat(DATABASE.bean(KeyDirectory.class).policy(ACME)).isEqualTo(LAID_DOWN);

        layDown(OSCAR, OrganizationKeyPolicy.DEFAULT);
        assertThat(DATABASE.bean(KeyDirectory.class).policy(ACME)).isEqualTo(OrganizationKeyPolicy.DEFAULT);
    }

    @Test
    void nobodyElseLaysDown() {
        for (Viewer viewer : List.of(LYING_ADA, GWEN_AT_ACME)) {
            assertThatExceptionOfType(KeyRefusedException.class)
                    .isThrownBy(() -> layDown(viewer, LAID_DOWN))
                    .withMessageContaining("Only owners say what keys may do");
        }
        assertThat(of(OSCAR)).isEqualTo(OrganizationKeyPolicy.DEFAULT);
    }

    @Test
    void aCeilingOfOperationsHoldsForMembersOwnKeys() {
        KeyPolicy chats = KeyPolicy.STANDARD.only(Set.of(new Operation("chat.completions")), List.of(), Set.of());
        add(ADA, with(keyOf(ADA, "fewer than anything"), chats));
        OrganizationKeyPolicy laidDown = new OrganizationKeyPolicy(chats, chats, null);
        layDown(OSCAR, laidDown);

        assertThat(of(ADA)).isEqualTo(laidDown);
        add(ADA, with(keyOf(ADA, "the same"), chats));
        for (KeyPolicy more : List.of(
                KeyPolicy.STANDARD,
                KeyPolicy.STANDARD.only(
                        Set.of(new Operation("chat.completions"), new Operation("embeddings")), List.of(), Set.of()))) {
            assertThatExceptionOfType(KeyRefusedException.class)
                    .isThrownBy(() -> add(ADA, with(keyOf(ADA, "more"), more)))
                    .withMessageContaining("Owners let members' keys do less");
        }
    }

    @Test
    void aPolicyFromBeforeThereWereOperationsLetsAnyBeCalled() {
        DATABASE.asOwner().sql("""
                INSERT INTO key_policies (organization_id, usual, ceiling, changed_by, changed_at)
                SELECT ?, policy, policy, 'oscar', now()
                FROM (SELECT standard_key_policy() AS policy)""").param(ACME.value()).update();

        assertThat(of(ADA)).isEqualTo(new OrganizationKeyPolicy(KeyPolicy.STANDARD, KeyPolicy.STANDARD, null));
        add(ADA, with(keyOf(ADA, "standard"), KeyPolicy.STANDARD));
    }

    @Test
    void aCeilingAndANumberHoldForMembersOwnKeysAlone() {
        layDown(OSCAR, LAID_DOWN);

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> add(ADA, with(keyOf(ADA, "models"), KeyPolicy.MODELS)))
                .withMessageContaining("Owners let members' keys do less");
        add(ADA, with(keyOf(ADA, "1"), NARROW));
        add(ADA, with(keyOf(ADA, "2"), NARROW));
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> add(ADA, with(keyOf(ADA, "3"), NARROW)))
                .withMessageContaining("at most 2 keys");
        for (int i = 0; i < 3; i++) {
            add(OSCAR, with(keyOf(OSCAR, "owner's " + i), KeyPolicy.UNRESTRICTED));
        }
        add(OSCAR, with(keyOfService(OSCAR, "import"), KeyPolicy.UNRESTRICTED));
    }

    @Test
    void aKeyIsCappedAsLongAsItsHolderIsNoOwner() {
        VirtualKey key = keyOf(ADA, "laptop");
        add(ADA, key);
        assertThat(isCapped(key)).isTrue();

        setRole("OWNER");
        assertThat(isCapped(key)).isFalse();

        setRole("ADMIN");
        assertThat(isCapped(key)).isTrue();
    }

    private static void setRole(String role) {
        DATABASE.asOwner()
                .sql("UPDATE memberships SET role = ? WHERE user_id = 'ada'")
                .param(role)
                .update();
        DATABASE.bean(CachedKeyDirectory.class).refresh();
    }

    private static boolean isCapped(VirtualKey key) {
        return DATABASE.bean(KeyDirectory.class).find(hashOf(key)).orElseThrow().capped();
    }

    @Test
    void whatIsNoPolicyIsRefused() {
        for (String policy : List.of(
                "{}",
                "[]",
                "null",
                "{\"unrestricted\": true, \"tellsBudgets\": \"yes\"}",
                "{\"unrestricted\": true, \"tellsBudgets\": null}",
                "{\"unrestricted\": true, \"outputTokens\": null}",
                "{\"unrestricted\": true, \"outputTokens\": \"7\"}",
                "{\"unrestricted\": true, \"outputTokens\": 0}",
                "{\"unrestricted\": true, \"outputTokens\": 1.5}",
                "{\"unrestricted\": true, \"outputTokens\": 10000001}",
                "{\"operations\": [\"ALL\"], \"paths\": [], \"models\": [], \"providers\": [], \"resources\": \"KEY\","
                        + " \"unknownIds\": false}",
                "{\"operations\": [], \"paths\": [], \"models\": [], \"providers\": [], \"resources\": \"ALL\","
                        + " \"unknownIds\": false}")) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> DATABASE.asOwner()
                            .sql("SELECT require_key_policy(CAST(? AS jsonb))")
                            .param(policy)
                            .query()
                            .singleRow())
                    .as(policy)
                    .havingRootCause()
                    .withMessageContaining("policy_malformed");
        }
    }

    @Test
    void aMembersOwnKeyEndsInTimeWhateverTheApplicationSays() {
        layDown(OSCAR, new OrganizationKeyPolicy(KeyPolicy.STANDARD, null, null, 30));
        Instant last = MADE.plus(Duration.ofDays(30));
        VirtualKey inTime = endingAt(ADA, "in time", last);
        add(ADA, inTime);

        for (Instant tooLate : Arrays.asList(last.plusSeconds(1), null)) {
            assertThatExceptionOfType(KeyRefusedException.class)
                    .isThrownBy(() -> add(ADA, endingAt(ADA, "too late", tooLate)))
                    .withMessageContaining("at most 30 days");
        }
        add(OSCAR, endingAt(OSCAR, "an owner's", null));

        VirtualKeyId successor = new VirtualKeyId(new UUID(9, 1));
        layDown(OSCAR, new OrganizationKeyPolicy(KeyPolicy.STANDARD, null, null, 10));
        DATABASE.inTransaction(() -> {
            VirtualKeys keys = DATABASE.bean(VirtualKeys.class);
            keys.rotate(ADA, inTime.id(), new Successor(successor, "tt_x", new KeyHash(1, 9, 9, 9, 9), MADE), MADE);
            return true;
        });
        assertThat(DATABASE.inTransaction(() -> DATABASE.bean(VirtualKeys.class).all(ADA)))
                .filteredOn(key -> key.id().equals(successor))
                .extracting(VirtualKey::expiresAt)
                .containsExactly(MADE.plus(Duration.ofDays(10)));
    }

    private static VirtualKey endingAt(Viewer viewer, String name, @Nullable Instant end) {
        return KeyFixtures.key(viewer, name, KeyHolder.user(viewer.userId()), KeyLimits.OF_THE_INSTALLATION, MADE, end);
    }

    @Test
    void everyChangeWritesAnAuditEntryWithoutASecret() {
        layDown(OSCAR, LAID_DOWN);
        VirtualKey key = with(keyOf(ADA, "laptop"), NARROW);
        add(ADA, key);
        for (int i = 0; i < 2; i++) {
            DATABASE.inTransaction(() -> {
                DATABASE.bean(VirtualKeys.class).revoke(OSCAR, key.id(), MADE);
                return true;
            });
        }

        assertThat(DATABASE.asOwner()
                        .sql("SELECT personal.value || ' ' || action || ' ' || subject FROM audit_entries JOIN"
                                + " audit_personal personal USING (chain, number) WHERE chain = 'acme' AND field ="
                                + " 'actor' ORDER BY number")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "oscar key_policy.changed acme",
                        "ada key.created " + key.id(),
                        "oscar key.revoked " + key.id());
        assertThat(DATABASE.asOwner()
                        .sql("SELECT string_agg(entry::text, ' ') FROM audit_entries entry")
                        .query(String.class)
                        .single())
                .contains("gpt-4.1*")
                .doesNotContain("hash");
    }
}
