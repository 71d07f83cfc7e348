package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.report.ReportsReplica;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.reading.Shares;
import io.tokentally.application.service.usage.CallPages;
import io.tokentally.application.service.usage.ExportCallsService;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exports through a pool of one connection: whoever held it would keep all others from the database. */
@Timeout(120)
class SlowExportIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final CallQuery QUERY =
            CallQuery.of(UsageScope.ORGANIZATION, Period.lastDays(7, NOON.plus(Duration.ofDays(2)), ZoneOffset.UTC));

    private List<UsageRecord> calls = List.of();

    @BeforeEach
    void fill() {
        DATABASE.addMember(ADMIN);
        calls = new RandomCalls(7, ACME, NOON, Duration.ofDays(1)).take(4_500);
        DATABASE.bean(UsageLedger.class).post(calls);
    }

    @Test
    void whileAReaderIsSlowOthersHaveTheConnectionAndTheExportIsWhole() {
        List<UsageRecord> taken = new ArrayList<>();

        service().export(ADMIN, QUERY, call -> {
            taken.add(call);
            if (taken.size() % 100 == 0) {
                assertThat(DATABASE.asApplication()
                                .sql("SELECT 1")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(1);
            }
        });

        assertThat(taken)
                .containsExactlyElementsOf(calls.stream()
                        .sorted((one, other) -> other.id().compareTo(one.id()))
                        .toList());
    }

    @Test
    void whoIsPutOutMeanwhileGetsNoEndThatLooksLikeOne() {
        List<UsageRecord> taken = new ArrayList<>();

        assertThatThrownBy(() -> service().export(ADMIN, QUERY, call -> {
                    taken.add(call);
                    if (taken.size() == 1) {
                        DATABASE.asOwner().sql("DELETE FROM memberships").update();
                    }
                }))
                .isInstanceOf(AccessRefusedException.class);

        assertThat(taken).hasSizeLessThan(calls.size());
    }

    private static ExportCallsService service() {
        FairTurns one = new FairTurns(new Shares("exports", 1, 1, 1, 0, Duration.ZERO, Duration.ofSeconds(1)));
        return new ExportCallsService(
                new TransactionalPages(DATABASE.bean(CallHistory.class), DATABASE.bean(Sessions.class)),
                ReportsReplica.NONE,
                DATABASE.bean(WorkSessions.class),
                one,
                turns());
    }

    private static FairTurns turns() {
        return new FairTurns(new Shares("reports", 1, 1, 1, 0, Duration.ZERO, Duration.ofSeconds(1)));
    }

    /** As the application makes it of the annotation. */
    private static final class TransactionalPages extends CallPages {

        TransactionalPages(CallHistory history, Sessions sessions) {
            super(history, sessions);
        }

        @Override
        public List<UsageRecord> next(Viewer viewer, CallQuery query, @Nullable UsageRecordId last, int limit) {
            return DATABASE.inTransaction(() -> super.next(viewer, query, last, limit));
        }
    }
}
