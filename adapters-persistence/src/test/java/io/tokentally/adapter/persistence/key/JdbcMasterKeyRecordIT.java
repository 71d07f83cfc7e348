package io.tokentally.adapter.persistence.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.MasterMarks;
import io.tokentally.tck.secret.MasterKeyRecordContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcMasterKeyRecordIT extends MasterKeyRecordContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final MasterMarks FIRST = new MasterMarks("first", Optional.empty(), Optional.of("first"));
    private static final MasterMarks SECOND = new MasterMarks("second", Optional.of("first"), Optional.of("first"));
    private static final MasterMarks DONE = new MasterMarks("second", Optional.empty(), Optional.empty());

    private final MasterKeyRecord marks = DATABASE.bean(MasterKeyRecord.class);

    @Override
    protected MasterKeyRecord record() {
        return marks;
    }

    @Test
    void keepsEveryMark() {
        assertThat(marks.marks()).isEmpty();
        for (List<Optional<MasterMarks>> step : List.of(
                List.of(Optional.<MasterMarks>empty(), Optional.of(FIRST)),
                List.of(Optional.of(FIRST), Optional.of(SECOND)),
                List.of(Optional.of(SECOND), Optional.of(DONE)),
                List.of(Optional.of(DONE), Optional.of(FIRST)))) {
            assertThat(marks.replace(step.getFirst(), step.getLast().orElseThrow()))
                    .isTrue();
            assertThat(marks.marks()).isEqualTo(step.getLast());
        }
    }

    @Test
    void ofManyWhoStartAtOnceOneIsTheFirst() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Boolean>> taken = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                MasterMarks own = new MasterMarks("mark " + i, Optional.empty(), Optional.empty());
                taken.add(threads.submit(() -> marks.replace(Optional.empty(), own)));
            }
            int firsts = 0;
            for (Future<Boolean> one : taken) {
                firsts += one.get() ? 1 : 0;
            }
            assertThat(firsts).isEqualTo(1);
        }
    }

    @Test
    void aNewCurrentOneAndARotationAreAudited() {
        marks.replace(Optional.empty(), FIRST);
        marks.replace(Optional.of(FIRST), SECOND);
        marks.replace(Optional.of(SECOND), DONE);
        marks.noteRotation(12, 3);

        assertThat(DATABASE.asOwner()
                        .sql("SELECT action || detail::text FROM audit_entries ORDER BY number")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "master_key.changed{\"after\": {\"mark\": \"second\"}, \"before\": {\"mark\": \"first\"}}",
                        "master_key.rotated{\"after\": {\"left\": 3, \"resealed\": 12}}");
    }
}
