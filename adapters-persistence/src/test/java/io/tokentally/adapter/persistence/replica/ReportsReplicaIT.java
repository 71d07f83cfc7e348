package io.tokentally.adapter.persistence.replica;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.report.ReportsReplica;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.RandomCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from a standby that streams from the embedded server. */
@DisabledIfEnvironmentVariable(
        named = "TOKENTALLY_TEST_POSTGRES",
        matches = ".+",
        disabledReason = "A standby is made of the embedded server's files")
class ReportsReplicaIT {

    private static final Duration BOUND = Duration.ofSeconds(2);

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.withReplica(BOUND);

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer OTHER =
            ViewerFixtures.viewer(new UserId("owner@globex"), new OrganizationId("globex"), Role.OWNER);
    private static final Period PERIOD = new Period(
            LocalDate.ofInstant(NOON, ZoneOffset.UTC),
            LocalDate.ofInstant(NOON, ZoneOffset.UTC).plusDays(5),
            ZoneOffset.UTC);

    private final ReportsReplica replica = DATABASE.bean(ReportsReplica.class);
    private final ReplicatedDataSource dataSource = (ReplicatedDataSource) DATABASE.bean(DataSource.class);
    private final JdbcClient jdbc = JdbcClient.create(dataSource);

    @BeforeEach
    void fill() throws InterruptedException {
        DATABASE.addMember(OWNER);
        DATABASE.addMember(OTHER);
        post(3, 100);
        waitForReplica();
    }

    @AfterEach
    void goOn() {
        DATABASE.standby().goOn();
    }

    @Test
    void questionsAboutPeriodsAreAnsweredThereUnderRowLevelSecurity() {
        assertThat(isAskedAtReplica(OWNER)).isTrue();
        assertThat(requests(OWNER)).isEqualTo(atDatabase(OWNER)).isPositive();
        assertThat(requests(OTHER)).isZero();
        assertThat(replica.answer(
                                OTHER,
                                () -> jdbc.sql("SELECT count(*) FROM usage_caller_days")
                                        .query(Long.class)
                                        .single())
                        .value())
                .isZero();
    }

    @Test
    void whatIsBehindIsAskedUntilTheBoundAndThenTheDatabaseIs() throws InterruptedException {
        DATABASE.standby().pause();
        long before = requests(OWNER);
        post(4, 50);
        measure();

        assertThat(requests(OWNER)).isEqualTo(before);

        Thread.sleep(BOUND.plusMillis(200));
        measure();
        assertThat(dataSource.lag().lag())
                .hasValueSatisfying(lag -> assertThat(lag).isGreaterThan(BOUND));
        assertThat(requests(OWNER)).isEqualTo(atDatabase(OWNER)).isGreaterThan(before);

        DATABASE.standby().goOn();
        waitForReplica();
        assertThat(isAskedAtReplica(OWNER)).isTrue();
        assertThat(requests(OWNER)).isEqualTo(atDatabase(OWNER));
    }

    @Test
    void whoeverIsNotKnownThereYetIsAnsweredByTheDatabase() {
        DATABASE.standby().pause();
        Viewer newcomer = ViewerFixtures.viewer(new UserId("new@acme"), ACME, Role.ADMIN);
        DATABASE.addMember(newcomer);

        assertThat(isAskedAtReplica(newcomer)).isFalse();
        assertThat(requests(newcomer)).isEqualTo(atDatabase(OWNER)).isPositive();
        assertThat(isAskedAtReplica(OWNER)).isTrue();
    }

    @Test
    void whatFailsThereIsAnsweredByTheDatabaseAndTheReplicaIsLeftAloneUntilItIsMeasured() {
        assertThat(replica.answer(
                                OWNER,
                                () -> DATABASE.inTransaction(() -> {
                                    boolean atReplica = isReplica();
                                    if (atReplica) {
                                        throw new DataAccessResourceFailureException("gone");
                                    }
                                    return "database";
                                }))
                        .value())
                .isEqualTo("database");
        assertThat(isAskedAtReplica(OWNER)).isFalse();

        measure();
        assertThat(isAskedAtReplica(OWNER)).isTrue();
    }

    private static void post(int seed, int calls) {
        DATABASE.bean(UsageLedger.class).post(new RandomCalls(seed, ACME, NOON, Duration.ofDays(3)).take(calls));
    }

    private long requests(Viewer viewer) {
        return replica.answer(viewer, () -> atDatabase(viewer)).value();
    }

    /** At whichever is asked. */
    private static long atDatabase(Viewer viewer) {
        return DATABASE.inTransaction(() -> DATABASE.bean(UsageRollups.class)
                .totals(viewer, UsageScope.ORGANIZATION, PERIOD.range())
                .requests());
    }

    private boolean isAskedAtReplica(Viewer viewer) {
        ReportsReplica.Answer<Boolean> answer = replica.answer(viewer, () -> DATABASE.inTransaction(this::isReplica));
        assertThat(answer.asOf() != null).isEqualTo(answer.value());
        return answer.value();
    }

    private boolean isReplica() {
        return jdbc.sql("SELECT pg_is_in_recovery()").query(Boolean.class).single();
    }

    private void measure() {
        dataSource.lag().measure();
    }

    /** Until it has all that is committed now. */
    private void waitForReplica() throws InterruptedException {
        // What is committed is on its way to the log, where the server does not wait for it.
        Thread.sleep(700);
        Instant now = Instant.now();
        Instant end = now.plusSeconds(30);
        do {
            Thread.sleep(50);
            measure();
        } while (dataSource.lag().asOf().filter(asOf -> asOf.isAfter(now)).isEmpty()
                && Instant.now().isBefore(end));
        assertThat(dataSource.lag().isWithinBound()).isTrue();
    }
}
