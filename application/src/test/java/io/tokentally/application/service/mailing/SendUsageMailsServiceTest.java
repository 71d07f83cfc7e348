package io.tokentally.application.service.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.mailing.UsageMailChoices;
import io.tokentally.application.port.out.mailing.UsageMailQueue;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.MailObstacle;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
import io.tokentally.domain.mailing.UsageMailId;
import io.tokentally.domain.mailing.UsageMailOutcome;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes wrong with one mail is tried again, and keeps none of the others from being sent. */
class SendUsageMailsServiceTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private final List<String> done = new ArrayList<>();
    private final List<UsageMailQueue.Due> due = new ArrayList<>();
    private boolean hasServer = true;
    private boolean isAddressProven = true;
    private boolean mailFails;

    private final SendUsageMailsService service = new SendUsageMailsService(
            new GivenQueue(), reader(), new Ends(), new Post(), null, Clock.fixed(NOON, ZoneOffset.UTC));

    private void isDue(String user, int attempts, Duration since) {
        LocalDate monday = LocalDate.of(2026, 11, 23);
        due.add(new UsageMailQueue.Due(
                new UsageMailId(new UUID(0, due.size() + 1)),
                new UUID(0, 9),
                attempts,
                NOON.minus(since),
                new OrganizationId("acme"),
                "Acme",
                new UserId(user),
                Role.MEMBER,
                user + "@acme.example",
                MailLanguage.ENGLISH,
                new Period(monday, monday.plusDays(6), ZoneOffset.UTC)));
    }

    @Test
    void withoutAServerNothingIsDecided() {
        hasServer = false;
        isDue("ada", 1, Duration.ZERO);

        assertThat(service.sendDue()).isZero();
        assertThat(done).isEmpty();
    }

    @Test
    void aMailIsSentUnderItsIdentityAndTheSessionEnds() {
        isDue("ada", 1, Duration.ZERO);

        assertThat(service.sendDue()).isEqualTo(1);

        assertThat(done)
                .containsExactly(
                        "decide",
                        "open ada",
                        "end ada",
                        "00000000-0000-0000-0000-000000000001 to ada@acme.example",
                        "ada SENT null");
    }

    @Test
    void whoUsedNothingOrMayNotLookAnyMoreGetsNone() {
        isDue("idle", 1, Duration.ZERO);
        isDue("gone", 1, Duration.ZERO);

        service.sendDue();

        assertThat(done)
                .containsExactly("decide", "open idle", "end idle", "idle EMPTY null", "open gone", "gone EMPTY null");
    }

    @Test
    void aServerThatTakesNoneIsAskedAgainForADay() {
        mailFails = true;
        isDue("ada", 2, Duration.ZERO);
        isDue("bob", 40, Duration.ofHours(24));

        assertThat(service.sendDue()).isEqualTo(2);

        assertThat(done).contains("ada FAILED " + NOON.plusSeconds(30), "bob FAILED null");
    }

    @Test
    void whatBreaksForOneIsToldOnceTheOthersHaveTheirs() {
        isDue("broken", 1, Duration.ZERO);
        isDue("ada", 1, Duration.ZERO);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(service::sendDue)
                .withMessage("the database is away");

        assertThat(done).contains("end broken", "broken FAILED " + NOON.plusSeconds(10), "ada SENT null");
    }

    @Test
    void nobodyChoosesWhatCannotBeSent() {
        ChooseUsageMailService choosing = new ChooseUsageMailService(new NoChoices(), new Post());
        Viewer ada = new Viewer(new UserId("ada"), new OrganizationId("acme"), Role.MEMBER);
        choosing.choose(ada, new UsageMailChoice(MailRhythm.WEEKLY, MailLanguage.GERMAN));
        isAddressProven = false;
        assertThat(choosing.obstacle(ada)).contains(MailObstacle.ADDRESS_NOT_PROVEN);
        hasServer = false;

        assertThat(choosing.obstacle(ada)).contains(MailObstacle.NO_SERVER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choosing.choose(ada, new UsageMailChoice(MailRhythm.MONTHLY, MailLanguage.GERMAN)));
        choosing.choose(ada, UsageMailChoice.NONE);

        assertThat(done).containsExactly("choose WEEKLY", "choose NONE");
    }

    private static UsageMailReader reader() {
        return new UsageMailReader(SendUsageMailsServiceTest::report, noBudgets());
    }

    private static Report report(Viewer viewer, ReportQuery query) {
        long requests = switch (viewer.userId().value()) {
            case "broken" -> throw new IllegalStateException("the database is away");
            case "idle" -> 0;
            default -> 3;
        };
        Figures figures = new Figures(
                new UsageTotals(requests, 0, 0, 0, 0, 0, Money.zero(Money.USD)),
                Money.zero(Money.USD),
                Map.of(),
                Map.of());
        List<String> values = query.by().isEmpty() ? List.of() : List.of("a name");
        return Report.of(query, List.of(new Report.Row(query.period().from(), values, false, figures)));
    }

    private static ManageBudgetsUseCase noBudgets() {
        return (ManageBudgetsUseCase) Proxy.newProxyInstance(
                ManageBudgetsUseCase.class.getClassLoader(),
                new Class<?>[] {ManageBudgetsUseCase.class},
                (proxy, method, arguments) -> List.of());
    }

    private final class GivenQueue implements UsageMailQueue {

        @Override
        public long decide(Instant now) {
            done.add("decide");
            return 0;
        }

        @Override
        public List<Due> claim(Instant now, Instant leaseEnds, int most) {
            assertThat(Duration.between(now, leaseEnds)).isEqualTo(SendUsageMailsService.LEASE);
            return due;
        }

        @Override
        public Optional<Viewer> reader(Due of) {
            done.add("open " + of.userId());
            return of.userId().value().equals("gone")
                    ? Optional.empty()
                    : Optional.of(new Viewer(of.userId(), of.organizationId(), of.role()));
        }

        @Override
        public void finish(Due of, UsageMailOutcome outcome, @Nullable Instant nextAttempt) {
            done.add(of.userId() + " " + outcome + " " + nextAttempt);
        }
    }

    private final class Ends implements WorkSessions {

        @Override
        public Viewer open(Viewer viewer, String job, Duration lifetime) {
            throw new AssertionError("Nobody is signed in to open one from");
        }

        @Override
        public void end(Viewer worker) {
            done.add("end " + worker.userId());
        }
    }

    private final class NoChoices implements UsageMailChoices {

        @Override
        public boolean isAddressProven(Viewer viewer) {
            return isAddressProven;
        }

        @Override
        public UsageMailChoice find(Viewer viewer) {
            return UsageMailChoice.NONE;
        }

        @Override
        public void save(Viewer viewer, UsageMailChoice choice) {
            done.add("choose " + choice.rhythm());
        }
    }

    private final class Post implements Mail {

        @Override
        public boolean isConfigured() {
            return hasServer;
        }

        @Override
        public void send(EmailAddress to, String subject, String text) {
            throw new AssertionError("Without an identity nobody knows it again");
        }

        @Override
        public void sendKnown(UUID id, EmailAddress to, String subject, String text) {
            if (mailFails) {
                throw new MailNotSentException("The server is away", new IllegalStateException());
            }
            done.add(id + " to " + to);
        }
    }
}
