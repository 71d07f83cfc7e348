package io.tokentally.adapter.journal;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.codec.RecordCodec;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.person.SetAsideErasure;
import io.tokentally.domain.usage.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StoredSetAsideCallsTest {

    private static final UserId ADA = new UserId("Ada@acme.example");
    private static final UserId NOBODY = new UserId("u_00112233445566778899aabb");
    private static final UsageRecord OF_ADA = call(ADA, 1);
    private static final UsageRecord OF_BOB = call(new UserId("bob@acme.example"), 2);

    @TempDir
    private Path folder;

    private static UsageRecord call(UserId user, long seed) {
        return aUsageRecord()
                .of(ACME, user)
                .withSeed(seed)
                .madeWith(new VirtualKeyId(new UUID(0, 1)), new Tags(Map.of("for", "work of " + user)))
                .tracedBy(new CallTrace(Map.of("session", "session of " + user), "req_1"))
                .build();
    }

    @Test
    void theirCallsAreKeptUnderAnotherIdAndOthersAsTheyAre() throws Exception {
        setAside(OF_ADA, OF_BOB);

        SetAsideErasure erasure = erase();

        assertThat(erasure).isEqualTo(new SetAsideErasure(1, 0, List.of()));
        List<UsageRecord> kept = new ArrayList<>();
        for (StoredRows.Refused refused : StoredRows.refused(folder)) {
            kept.add(RecordCodec.read(refused.bytes()));
        }
        assertThat(kept).hasSize(2).contains(OF_BOB).first().satisfies(call -> {
            assertThat(call.id()).isEqualTo(OF_ADA.id());
            assertThat(call.cost()).isEqualTo(OF_ADA.cost());
            assertThat(call.call().attribution().userId()).isEqualTo(NOBODY);
            assertThat(call.call().attribution().tags()).isEqualTo(Tags.NONE);
            assertThat(call.call().trace()).isEqualTo(new CallTrace(Map.of(), "req_1"));
        });
        assertNowhere("ada@acme.example");
    }

    @Test
    void whatCannotBeReadAndNamesThemIsRemoved() throws Exception {
        setAside(OF_BOB);
        for (String text : List.of("{\"v\": 99, \"user_id\": \"ada@acme.example\"}", "{\"v\": 99}")) {
            StoredRows.execute(
                    folder,
                    "INSERT INTO refused VALUES (x'%s', 'why', 'when')"
                            .formatted(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))));
        }

        assertThat(erase()).isEqualTo(new SetAsideErasure(0, 1, List.of()));

        assertThat(StoredRows.refused(folder)).hasSize(2);
        assertNowhere("ada@acme.example");
    }

    /** The application has the file open meanwhile, and goes on with it. */
    @Test
    @Timeout(60)
    void aJournalInUseIsChangedBesideIt() throws Exception {
        try (DurableUsageJournal journal = rejecting()) {
            journal.append(OF_ADA).join();
            while (StoredRows.refused(folder).isEmpty()) {
                Thread.sleep(10);
            }

            assertThat(erase().renamed()).isOne();

            journal.append(OF_BOB).join();
            assertThat(journal.awaitPosted(TestJournal.LONG)).isTrue();
        }
        assertThat(StoredRows.refused(folder)).hasSize(2);
        assertNowhere("ada@acme.example");
    }

    @Test
    void filesThatWerePutAsideAreNamed() throws Exception {
        setAside(OF_BOB);
        Path damaged = Files.createFile(folder.resolve("journal.db.damaged-20261101T000000000Z"));

        assertThat(erase().unread()).containsExactly(damaged.toString());
    }

    @Test
    void whereThereIsNoJournalNoneIsMade() {
        assertThat(erase()).isEqualTo(SetAsideErasure.NONE);
        assertThat(folder).isEmptyDirectory();
    }

    private SetAsideErasure erase() {
        return new StoredSetAsideCalls(folder).erase(Set.of("ada@acme.example"), Set.of("Ada Lovelace"), NOBODY);
    }

    private void setAside(UsageRecord... calls) throws Exception {
        try (DurableUsageJournal journal = rejecting()) {
            for (UsageRecord call : calls) {
                journal.append(call).join();
            }
            assertThat(journal.awaitPosted(TestJournal.LONG)).isTrue();
        }
    }

    private DurableUsageJournal rejecting() {
        return TestJournal.start(
                batch -> {
                    throw new RecordsRejectedException("never taken", new IllegalArgumentException("never taken"));
                },
                new RecordingMonitor(),
                TestJournal.options(folder));
    }

    private void assertNowhere(String text) throws Exception {
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
                        .as(file.toString())
                        .doesNotContain(text);
            }
        }
    }
}
