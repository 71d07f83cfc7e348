package io.tokentally.adapter.persistence.key;

import static io.tokentally.domain.key.KeyFixtures.MADE;
import static io.tokentally.domain.key.KeyFixtures.hashOf;
import static io.tokentally.domain.key.KeyFixtures.keyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import io.tokentally.tck.key.KeyDirectoryContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The directory of another process than the one that makes the keys. */
@Timeout(60)
class CachedKeyDirectoryIT extends KeyDirectoryContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), new OrganizationId("acme"), Role.MEMBER);
    private static final Viewer OSCAR =
            ViewerFixtures.viewer(new UserId("oscar"), new OrganizationId("acme"), Role.OWNER);

    private static final KeyDirectoryOptions FAST = new KeyDirectoryOptions(
            Duration.ofMillis(20), Duration.ofHours(1), Duration.ofMillis(50), Duration.ofSeconds(5));

    private @Nullable CachedKeyDirectory directory;

    @BeforeEach
    void register() {
        DATABASE.addMember(ADA);
        DATABASE.addMember(OSCAR);
    }

    @AfterEach
    void close() {
        if (directory != null) {
            directory.close();
        }
    }

    @Override
    protected KeyDirectory directory() {
        return directory == null ? start(FAST) : directory;
    }

    @Override
    protected void keep(VirtualKey key, KeyHash hash) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(VirtualKeys.class).add(ADA, key, hash);
            return true;
        });
    }

    @Override
    protected void revoke(VirtualKey key) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(VirtualKeys.class).revoke(ADA, key.id(), MADE.plusSeconds(1));
            return true;
        });
    }

    @Override
    protected void store(Provider provider, SealedSecret sealed) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(ProviderKeys.class)
                    .store(
                            OSCAR,
                            new ProviderKey(OSCAR.organizationId(), provider, "4711", OSCAR.userId(), MADE, null),
                            sealed);
            return true;
        });
    }

    @Test
    void holdsAllKeysFromTheStart() {
        add(keyOf(ADA, "laptop"));

        CachedKeyDirectory started = start(FAST);

        assertThat(started.isCurrent()).isTrue();
        assertThat(started.find(hashOf(keyOf(ADA, "laptop")))).contains(keyOf(ADA, "laptop"));
        assertThat(started.find(hashOf(keyOf(ADA, "other")))).isEmpty();
    }

    @Test
    void noticesWhatOthersMakeAndRevoke() {
        CachedKeyDirectory started = start(FAST);
        VirtualKey key = keyOf(ADA, "laptop");

        add(key);
        await(() -> started.find(hashOf(key)).isPresent());

        DATABASE.inTransaction(() -> {
            DATABASE.bean(VirtualKeys.class).revoke(ADA, key.id(), MADE.plusSeconds(1));
            return true;
        });
        await(() -> isRevoked(started, key));
    }

    @Test
    void noticesThatAMemberIsPutOut() {
        CachedKeyDirectory started = start(FAST);
        VirtualKey key = keyOf(ADA, "laptop");
        add(key);
        await(() -> started.find(hashOf(key)).isPresent());

        DATABASE.inTransaction(() -> {
            DATABASE.bean(Members.class).remove(OSCAR, ADA.userId());
            return true;
        });

        await(() -> isRevoked(started, key));
    }

    @Test
    void findsMembersByIdAndLoginWhateverTheCase() {
        DATABASE.asOwner()
                .sql("UPDATE accounts SET login = 'Ada.L@acme.example' WHERE user_id = 'ada'")
                .update();
        CachedKeyDirectory started = start(FAST);

        assertThat(List.of("ada", "ADA", "ada.l@ACME.example"))
                .allSatisfy(name -> assertThat(named(started, "acme", name)).contains(ADA.userId()));
        assertThat(named(started, "acme", "nobody")).isEmpty();
        assertThat(named(started, "globex", "ada")).isEmpty();
    }

    @Test
    void noticesWhoComesAndGoes() {
        CachedKeyDirectory started = start(FAST);
        assertThat(named(started, "acme", "grace")).isEmpty();

        DATABASE.addMember(ViewerFixtures.viewer(new UserId("grace"), new OrganizationId("acme"), Role.MEMBER));
        await(() -> named(started, "acme", "grace").isPresent());

        DATABASE.inTransaction(() -> {
            DATABASE.bean(Members.class).remove(OSCAR, new UserId("grace"));
            return true;
        });
        await(() -> named(started, "acme", "grace").isEmpty());
    }

    @Test
    void noticesANewLogin() {
        CachedKeyDirectory started = start(FAST);

        DATABASE.asOwner()
                .sql("UPDATE accounts SET login = 'countess@acme.example' WHERE user_id = 'ada'")
                .update();

        await(() -> named(started, "acme", "Countess@acme.example").isPresent());
    }

    private static Optional<UserId> named(CachedKeyDirectory directory, String organization, String name) {
        return directory.find(new OrganizationId(organization), new UserId(name));
    }

    @Test
    void noticesWhatIsRevokedByHand() {
        CachedKeyDirectory started = start(FAST);
        VirtualKey key = keyOf(ADA, "laptop");
        add(key);
        await(() -> started.find(hashOf(key)).isPresent());

        DATABASE.asOwner().sql("UPDATE virtual_keys SET revoked_at = now()").update();

        await(() -> isRevoked(started, key));
    }

    @Test
    void outlivesAnOutageAndCatchesUp() {
        VirtualKey before = keyOf(ADA, "before");
        add(before);
        CachedKeyDirectory started = start(FAST);

        DATABASE.goAway();
        try {
            assertThat(started.isCurrent()).isTrue();
            assertThat(started.find(hashOf(before))).isPresent();
            started.noteUse(before, MADE.plusSeconds(5));
        } finally {
            DATABASE.comeBack();
        }
        VirtualKey after = keyOf(ADA, "after");
        add(after);
        await(() -> started.find(hashOf(after)).isPresent());
        await(() -> lastUses().equals(List.of(MADE.plusSeconds(5).toString())));
    }

    @Test
    void keysThatWereReadTooLongAgoDoNotCount() {
        CachedKeyDirectory started = start(new KeyDirectoryOptions(
                Duration.ofMillis(20), Duration.ofMillis(400), Duration.ofSeconds(30), Duration.ofSeconds(5)));
        assertThat(started.isCurrent()).isTrue();

        DATABASE.goAway();
        try {
            await(() -> !started.isCurrent());
        } finally {
            DATABASE.comeBack();
        }
        await(started::isCurrent);
    }

    @Test
    void withoutAReadingNothingIsKnown() {
        JdbcClient metering = JdbcClient.create(DATABASE.impatientMeteringPool());
        DATABASE.goAway();
        try {
            assertThat(start(metering, FAST).isCurrent()).isFalse();
        } finally {
            DATABASE.comeBack();
        }
    }

    @Test
    void startsAgainWhereTheDatabaseWasPutBackToAnEarlierState() {
        VirtualKey key = keyOf(ADA, "laptop");
        add(key);
        CachedKeyDirectory started = start(FAST);
        long last = DATABASE.asOwner()
                .sql("SELECT last FROM key_changes")
                .query(Long.class)
                .single();
        assertThat(started.find(hashOf(key))).isPresent();

        DATABASE.asOwner().sql("TRUNCATE virtual_keys, virtual_key_uses").update();
        DATABASE.asOwner().sql("UPDATE key_changes SET last = last - 1").update();

        await(() -> started.find(hashOf(key)).isEmpty());
        DATABASE.asOwner().sql("UPDATE key_changes SET last = ?").param(last).update();
    }

    @Test
    void whenAKeyWasUsedLastIsWrittenInAWhileAndNeverBack() {
        VirtualKey key = keyOf(ADA, "laptop");
        add(key);
        CachedKeyDirectory started = start(FAST);

        started.noteUse(key, MADE.plusSeconds(10));
        await(() -> lastUses().equals(List.of(MADE.plusSeconds(10).toString())));
        started.noteUse(key, MADE.plusSeconds(5));
        started.noteUse(keyOf(ADA, "never made"), MADE);
        started.close();

        assertThat(lastUses()).containsExactly(MADE.plusSeconds(10).toString());
        assertThat(DATABASE.<List<VirtualKey>>inTransaction(
                        () -> DATABASE.bean(VirtualKeys.class).all(ADA)))
                .extracting(VirtualKey::lastUsedAt)
                .containsExactly(MADE.plusSeconds(10));
    }

    @Test
    void theLastUsesAreWrittenWhenItIsClosed() {
        VirtualKey key = keyOf(ADA, "laptop");
        add(key);
        CachedKeyDirectory started = start(new KeyDirectoryOptions(
                Duration.ofMillis(20), Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(5)));

        started.noteUse(key, MADE);
        started.close();

        assertThat(lastUses()).containsExactly(MADE.toString());
    }

    private CachedKeyDirectory start(KeyDirectoryOptions options) {
        return start(JdbcClient.create(DATABASE.impatientMeteringPool()), options);
    }

    private CachedKeyDirectory start(JdbcClient metering, KeyDirectoryOptions options) {
        CachedKeyDirectory started = CachedKeyDirectory.start(new StoredKeys(metering), options);
        directory = started;
        return started;
    }

    private static void add(VirtualKey key) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(VirtualKeys.class).add(ADA, key, hashOf(key));
            return true;
        });
    }

    private static boolean isRevoked(CachedKeyDirectory started, VirtualKey key) {
        return started.find(hashOf(key))
                .filter(known -> known.revokedAt() != null)
                .isPresent();
    }

    private static List<String> lastUses() {
        return DATABASE
                .asOwner()
                .sql("SELECT last_used_at FROM virtual_key_uses")
                .query((row, number) -> KeyRow.instant(row, "last_used_at"))
                .list()
                .stream()
                .map(String::valueOf)
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
