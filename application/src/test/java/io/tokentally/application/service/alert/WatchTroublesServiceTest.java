package io.tokentally.application.service.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.alert.OperatorNotices;
import io.tokentally.application.port.out.summary.LedgerMonitor;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.alert.DeliveryFailure;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.OperatorWatch;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever runs the installation is told of troubles of this instance, by mail and by a signed webhook. */
class WatchTroublesServiceTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final MeteringHealth FINE = MeteringHealth.of(true);

    private Instant now = NOON;
    private MeteringHealth health = FINE;
    private OperatorWatch kept = OperatorWatch.NONE;
    private boolean diskIsFull;
    private boolean takesMail = true;
    private boolean diesWhenSent;
    private long lastId;
    private final List<String> mails = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> monitored = new ArrayList<>();
    private final ComparedSums sums = new ComparedSums(new NotedMonitor());
    private final List<String> passedOn = new ArrayList<>();
    private MissedRecords missed = new MissedRecords(new PassedOn(), new TickingClock());
    private WatchTroublesService service = started();

    private WatchTroublesService started() {
        return started(sums);
    }

    private WatchTroublesService started(ComparedSums compared) {
        return new WatchTroublesService(
                new GivenMetering(),
                compared,
                missed,
                new KeptNotices(),
                OperatorReceivers.of("ops@acme.example", "https://hooks.acme.example/x", "0123456789abcdef", true),
                new AlertSending(new GivenMail(), (type, hook, message) -> {
                    calls.add(
                            type + " " + hook.address() + " " + message.event().id());
                    return DeliveryOutcome.ofStatus(204);
                }),
                "host1",
                () -> new UUID(0, ++lastId),
                new TickingClock());
    }

    private int looking(Duration after) {
        now = NOON.plus(after);
        return service.look();
    }

    @Test
    void aJournalThatTakesNothingIsToldAtOnceAndItsEndToo() {
        assertThat(looking(Duration.ZERO)).isZero();
        health = new MeteringHealth(false, true, 12, Duration.ofSeconds(3), "IOException");

        assertThat(looking(Duration.ofSeconds(15))).isEqualTo(2);

        assertThat(mails)
                .singleElement()
                .asString()
                .contains(
                        "ops@acme.example",
                        "[over] The journal takes no records: instance host1 (Tokentally)",
                        "failure: IOException",
                        "waiting records: 12",
                        "Alert: 00000000-0000-0000-0000-000000000001");
        assertThat(calls).containsExactly("WEBHOOK hooks.acme.example 00000000-0000-0000-0000-000000000001");
        assertThat(looking(Duration.ofSeconds(30))).isZero();

        health = FINE;
        assertThat(looking(Duration.ofMinutes(1))).isZero();
        assertThat(looking(Duration.ofMinutes(3))).isEqualTo(2);
        assertThat(mails.getLast()).contains("[ok] The journal takes no records", "since: 2026-11-30T12:00:15Z");
    }

    @ParameterizedTest
    @CsvSource({"299, 0, 0", "300, 0, 1", "0, 3, 1"})
    void recordsThatDoNotReachTheLedgerAreTold(long lag, long setAside, int troubles) {
        health = new MeteringHealth(true, true, 1, Duration.ofSeconds(lag), null).withSetAside(setAside);

        looking(Duration.ZERO);

        assertThat(mails).hasSize(troubles);
    }

    @Test
    void sumsThatDifferAreToldUntilTheNextComparisonFindsNone() {
        looking(Duration.ZERO);
        sums.differs(new OrganizationId("acme"), "2026-11-29", 2);
        sums.verified(2);

        looking(Duration.ofMinutes(1));

        assertThat(mails)
                .singleElement()
                .asString()
                .contains("Sums are not those of the calls", "sums: 2")
                .doesNotContain("(acme)");
        assertThat(monitored).containsExactly("acme 2026-11-29 2", "2");
        // A new process has not compared anything yet, and says neither.
        service = started(new ComparedSums(new NotedMonitor()));
        looking(Duration.ofHours(1));
        assertThat(mails).hasSize(1);

        sums.verified(0);
        service = started();
        looking(Duration.ofHours(2));
        looking(Duration.ofHours(3));
        assertThat(mails.getLast()).contains("[ok] Sums are not those of the calls");
    }

    @ParameterizedTest
    @CsvSource({"lost, 3, 0, 0", "unrecorded, 0, 1, 0", "damaged, 0, 0, 1"})
    void callsThatAreMissingFromTheLedgerAreTold(String what, int records, int calls, int journals) {
        looking(Duration.ZERO);
        assertThat(mails).isEmpty();

        miss(what);
        looking(Duration.ofMinutes(1));

        assertThat(passedOn).containsExactly(what);
        assertThat(mails)
                .singleElement()
                .asString()
                .contains(
                        "[over] Calls are missing from the ledger: instance host1 (Tokentally)",
                        "lost records: " + records,
                        "unrecorded calls: " + calls,
                        "damaged journals: " + journals);
    }

    @Test
    void whatIsSetAsideIsNotTakenForLost() {
        missed.setAside(2, "its organization's usage of that time is sealed");
        missed.journalBroken(new IOException());
        missed.postingDelayed(2, new IOException());

        looking(Duration.ZERO);

        assertThat(mails).isEmpty();
    }

    @Test
    void calmBeginsAnHourAfterTheLastWasLost() {
        miss("lost");
        looking(Duration.ZERO);
        looking(Duration.ofMinutes(50));
        miss("lost");
        looking(Duration.ofMinutes(109));
        looking(Duration.ofHours(2));
        assertThat(mails).hasSize(1);

        looking(Duration.ofMinutes(123));

        assertThat(mails).hasSize(2);
        assertThat(mails.getLast()).contains("[ok] Calls are missing from the ledger");
        miss("unrecorded");
        looking(Duration.ofMinutes(124));
        assertThat(mails.getLast()).contains("lost records: 0", "unrecorded calls: 1");
    }

    /** A new process does not know what the one before it lost. */
    @Test
    void aNewStartIsNoEnd() {
        miss("lost");
        looking(Duration.ZERO);

        now = NOON.plus(Duration.ofMinutes(1));
        missed = new MissedRecords(new PassedOn(), new TickingClock());
        service = started();
        looking(Duration.ofMinutes(2));
        looking(Duration.ofMinutes(58));
        assertThat(mails).hasSize(1);

        looking(Duration.ofMinutes(61));
        looking(Duration.ofMinutes(64));
        assertThat(mails).hasSize(2);
    }

    private void miss(String what) {
        switch (what) {
            case "lost" -> missed.lost(3, "the journal cannot write, and no more fits in memory");
            case "unrecorded" -> missed.recordingFailed(new IOException());
            default -> missed.journalReplaced("journal.db.damaged");
        }
    }

    @Test
    void whoDiesWhenTheMailIsOutTellsItAgainUnderTheSameIdentity() {
        health = new MeteringHealth(false, true, 0, Duration.ZERO, null);
        diesWhenSent = true;
        assertThatExceptionOfType(Killed.class).isThrownBy(() -> looking(Duration.ZERO));

        diesWhenSent = false;
        service = started();
        looking(Duration.ofSeconds(15));

        assertThat(mails).hasSize(2);
        assertThat(mails.getLast()).isEqualTo(mails.getFirst());
        assertThat(calls).hasSize(1);
        service = started();
        assertThat(looking(Duration.ofSeconds(30))).isZero();
    }

    @Test
    void aServerThatTakesNoMailIsAskedAgain() {
        health = new MeteringHealth(false, true, 0, Duration.ZERO, null);
        takesMail = false;
        assertThat(looking(Duration.ZERO)).isEqualTo(2);
        takesMail = true;

        assertThat(looking(Duration.ofSeconds(9))).isZero();
        assertThat(looking(Duration.ofSeconds(10))).isEqualTo(1);

        assertThat(mails).hasSize(1);
        assertThat(calls).hasSize(1);
    }

    @Test
    void onAFullDiskItIsToldNevertheless() {
        diskIsFull = true;
        health = new MeteringHealth(false, true, 0, Duration.ZERO, "IOException");

        assertThat(looking(Duration.ZERO)).isEqualTo(2);

        assertThat(mails).hasSize(1);
        assertThat(looking(Duration.ofSeconds(15))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ops@acme.example, '', '', false, operator-mail needs a mail server",
        "nobody, '', '', true, is no e-mail address",
        "'', https://hooks.acme.example/x, '', true, are set together",
        "'', '', 0123456789abcdef, true, are set together",
        "'', ftp://hooks.acme.example/x, 0123456789abcdef, true, tokentally.alerts.operator-webhook: ",
        "'', https://hooks.acme.example/x, short, true, tokentally.alerts.operator-webhook: "
    })
    void settingsThatCannotBeSoAreRefused(String mail, String hook, String key, boolean hasServer, String refusal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorReceivers.of(mail, hook, key, hasServer))
                .withMessageContaining(refusal)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("acme.example/x"));
    }

    @Test
    void nobodyIsToldUnlessTheSettingsSaySo() {
        assertThat(OperatorReceivers.of("", "", "", false).isEmpty()).isTrue();
    }

    private final class TickingClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return InstantSource.fixed(now).withZone(zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final class GivenMetering implements RecordUsageUseCase {

        @Override
        public CompletableFuture<UsageRecordId> record(MeteredCall call, Reservation reservation) {
            throw new AssertionError("Nothing is recorded here");
        }

        @Override
        public MeteringHealth health() {
            return health;
        }
    }

    private final class KeptNotices implements OperatorNotices {

        @Override
        public OperatorWatch load() {
            return kept;
        }

        @Override
        public void save(OperatorWatch watch) {
            if (diskIsFull) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
            kept = watch;
        }
    }

    private final class NotedMonitor implements LedgerMonitor {

        @Override
        public void differs(OrganizationId organizationId, String day, int differing) {
            monitored.add(organizationId + " " + day + " " + differing);
        }

        @Override
        public void verified(long differing) {
            monitored.add(Long.toString(differing));
        }
    }

    private final class PassedOn implements MeteringMonitor {

        @Override
        public void recorded(UsageRecord usageRecord) {
            passedOn.add("recorded");
        }

        @Override
        public void posted(int usageRecords) {
            passedOn.add("posted");
        }

        @Override
        public void postingDelayed(int usageRecords, Throwable cause) {
            passedOn.add("delayed");
        }

        @Override
        public void recordingFailed(Throwable cause) {
            passedOn.add("unrecorded");
        }

        @Override
        public void lost(int usageRecords, String reason) {
            passedOn.add("lost");
        }

        @Override
        public void journalReplaced(String damagedFile) {
            passedOn.add("damaged");
        }
    }

    private final class GivenMail implements Mail {

        @Override
        public boolean isConfigured() {
            return true;
        }

        @Override
        public void send(EmailAddress to, String subject, String text) {
            if (!takesMail) {
                throw new MailNotSentException("no", new IllegalStateException(DeliveryFailure.MAIL_NOT_TAKEN.code()));
            }
            mails.add(to + " " + subject + "\n" + text);
            if (diesWhenSent) {
                throw new Killed();
            }
        }

        @Override
        public void sendKnown(UUID id, EmailAddress to, String subject, String text) {
            throw new AssertionError("An alert names its identity itself");
        }
    }

    private static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }
}
