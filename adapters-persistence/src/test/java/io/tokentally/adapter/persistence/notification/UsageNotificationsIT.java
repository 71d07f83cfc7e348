package io.tokentally.adapter.persistence.notification;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.port.out.usage.UsageNotifications;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is posted is told to whoever listens, in this instance and in any other, and to nobody else. */
class UsageNotificationsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final String CUT = """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle' AND query IN ('LISTEN tokentally_usage', '')""";

    private final UsageLedger ledger = DATABASE.bean(UsageLedger.class);
    private final UsageNotifications news = DATABASE.bean(UsageNotifications.class);
    private final NotificationListener otherInstance = new NotificationListener(DATABASE.metering());
    private final Semaphore here = new Semaphore(0);
    private final Semaphore there = new Semaphore(0);

    @BeforeEach
    void listen() throws InterruptedException {
        otherInstance.subscribe(ACME, there::release);
        otherInstance.start();
        // It begins with what it may have missed.
        assertHeard(there);
    }

    @AfterEach
    void close() {
        otherInstance.close();
    }

    @Test
    void postsAreToldToEveryInstanceAndOrganizationsApart() throws InterruptedException {
        Semaphore others = new Semaphore(0);
        Runnable end = news.subscribe(ACME, here::release);
        Runnable endOther = news.subscribe(GLOBEX, others::release);

        ledger.post(List.of(call(ACME, 1), call(ACME, 2)));
        assertHeard(here);
        assertHeard(there);

        // Twice: what was said to everybody at the start may come between.
        for (int seed = 10; seed < 12; seed++) {
            ledger.post(List.of(call(GLOBEX, seed)));
            assertHeard(others);
            here.drainPermits();
        }
        ledger.post(List.of(call(GLOBEX, 13)));
        assertHeard(others);
        assertThat(here.availablePermits()).isZero();
        end.run();
        endOther.run();
    }

    @Test
    void whoeverEndedItIsToldNoMore() throws InterruptedException {
        Runnable end = news.subscribe(ACME, here::release);
        end.run();

        ledger.post(List.of(call(ACME, 4)));

        assertHeard(there);
        assertThat(here.availablePermits()).isZero();
    }

    @Test
    void oneThatFailsKeepsNobodyFromBeingTold() throws InterruptedException {
        Runnable endFailing = news.subscribe(ACME, () -> {
            throw new IllegalStateException("the page is gone");
        });
        Runnable end = news.subscribe(ACME, here::release);

        ledger.post(List.of(call(ACME, 5)));
        assertHeard(here);
        ledger.post(List.of(call(ACME, 6)));
        assertHeard(here);
        endFailing.run();
        end.run();
    }

    @Test
    void whatWaitsWhenACommandEndsIsToldStill() throws InterruptedException {
        NotificationSender ofACommand = new NotificationSender(DATABASE.metering());

        ofACommand.announce(List.of(ACME.value()));
        ofACommand.close();

        assertHeard(there);
    }

    @Test
    void afterTheConnectionWasLostEverybodyIsTold() throws InterruptedException {
        assertThat(DATABASE.asMetering().sql(CUT).query(Integer.class).single()).isPositive();

        assertHeard(there);
        ledger.post(List.of(call(ACME, 7)));
        assertHeard(there);
    }

    private static void assertHeard(Semaphore told) throws InterruptedException {
        assertThat(told.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        // Several posts may be told in two parts; what is meant is that it was told at all.
        told.drainPermits();
    }

    private static UsageRecord call(OrganizationId organization, int seed) {
        return aUsageRecord()
                .of(organization, new UserId("member"))
                .withSeed(seed)
                .build();
    }
}
