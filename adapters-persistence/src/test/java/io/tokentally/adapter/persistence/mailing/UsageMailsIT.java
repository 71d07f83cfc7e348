package io.tokentally.adapter.persistence.mailing;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.mailing.UsageMailChoices;
import io.tokentally.application.port.out.mailing.UsageMailQueue;
import io.tokentally.application.port.out.mailing.UsageMailQueue.Due;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.budget.ManageBudgetsService;
import io.tokentally.application.service.mailing.SendUsageMailsService;
import io.tokentally.application.service.mailing.UsageMailReader;
import io.tokentally.application.service.report.ReportUsageService;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
import io.tokentally.domain.mailing.UsageMailOutcome;
import io.tokentally.domain.summary.Period;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each week or month is told once to whoever wants it and may still look, by one instance at a time, and comes again after a crash. */
class UsageMailsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar@acme.example"), ACME, Role.OWNER);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada@acme.example"), ACME, Role.MEMBER);
    private static final Viewer GWEN = ViewerFixtures.viewer(new UserId("gwen@globex.example"), GLOBEX, Role.MEMBER);

    /** The weeks of acme begin on Sundays in Berlin: this is two hours after Saturday, 14 November. */
    private static final Instant WEEK_TOLD = Instant.parse("2026-11-15T01:00:00Z");

    private static final Instant MONTH_TOLD = Instant.parse("2026-12-01T01:00:00Z");

    private final UsageMailQueue queue = DATABASE.bean(UsageMailQueue.class);
    private final UsageMailChoices choices = DATABASE.bean(UsageMailChoices.class);
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void fill() {
        DATABASE.addMember(OSCAR);
        DATABASE.addMember(ADA);
        DATABASE.addMember(GWEN);
        DATABASE.asOwner()
                .sql("UPDATE organizations SET time_zone = 'Europe/Berlin', first_day_of_week = 7 WHERE id = 'acme'")
                .update();
        DATABASE.asOwner().sql("UPDATE accounts SET address_proven_at = now()").update();
    }

    private void choose(Viewer viewer, MailRhythm rhythm) {
        inTransaction(() -> choices.save(viewer, new UsageMailChoice(rhythm, MailLanguage.ENGLISH)));
        // The rhythm was chosen in the week before by the clocks of this test.
        DATABASE.asOwner()
                .sql("UPDATE usage_mail_choices SET since = '2026-11-10T12:00:00Z' WHERE user_id = ?")
                .param(viewer.userId().value())
                .update();
    }

    private static void inTransaction(Runnable work) {
        DATABASE.inTransaction(() -> {
            work.run();
            return true;
        });
    }

    private List<Due> claim(Instant now) {
        return queue.claim(now, now.plus(Duration.ofMinutes(10)), 100);
    }

    private static List<String> states() {
        return DATABASE.asOwner()
                .sql("SELECT user_id || ' ' || first_day || ' ' || state FROM usage_mails ORDER BY 1")
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Somebody else would learn what was used. */
    @Test
    void nothingIsSentToAnAddressThatNoMailHasProven() {
        choose(ADA, MailRhythm.WEEKLY);
        choose(OSCAR, MailRhythm.WEEKLY);
        assertThat(isProven(ADA)).isTrue();
        DATABASE.asOwner()
                .sql("UPDATE accounts SET address_proven_at = NULL WHERE user_id = ?")
                .param(ADA.userId().value())
                .update();

        assertThat(isProven(ADA)).isFalse();
        assertThat(isProven(OSCAR)).isTrue();
        queue.decide(WEEK_TOLD);
        assertThat(claim(WEEK_TOLD)).extracting(Due::address).containsExactly("oscar@acme.example");
    }

    private static boolean isProven(Viewer viewer) {
        return DATABASE.inTransaction(
                () -> DATABASE.bean(UsageMailChoices.class).isAddressProven(viewer));
    }

    @Test
    void aWeekIsTheOrganizationsAndIsToldTwoHoursAfterItEnded() {
        choose(ADA, MailRhythm.WEEKLY);

        assertThat(queue.decide(WEEK_TOLD.minusSeconds(1))).isZero();
        assertThat(queue.decide(WEEK_TOLD)).isEqualTo(1);
        assertThat(queue.decide(WEEK_TOLD.plus(Duration.ofDays(6)))).isZero();

        assertThat(claim(WEEK_TOLD)).singleElement().satisfies(due -> {
            assertThat(due.period())
                    .isEqualTo(new Period(
                            LocalDate.of(2026, 11, 8),
                            LocalDate.of(2026, 11, 14),
                            ZoneId.of("Europe/Berlin"),
                            DayOfWeek.SUNDAY));
            assertThat(due.address()).isEqualTo("ada@acme.example");
            assertThat(due.role()).isEqualTo(Role.MEMBER);
            assertThat(due.attempts()).isEqualTo(1);
        });
        assertThat(queue.decide(WEEK_TOLD.plus(Duration.ofDays(7)))).isEqualTo(1);
    }

    @Test
    void aMonthIsToldOnceItHasEnded() {
        choose(ADA, MailRhythm.MONTHLY);

        assertThat(queue.decide(WEEK_TOLD)).isZero();
        assertThat(queue.decide(MONTH_TOLD.minusSeconds(1))).isZero();
        assertThat(queue.decide(MONTH_TOLD)).isEqualTo(1);

        assertThat(claim(MONTH_TOLD))
                .singleElement()
                .extracting(due -> due.period().firstDay(), due -> due.period().lastDay())
                .containsExactly(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30));
    }

    @Test
    void whatHadEndedWhenItWasChosenIsNotTold() {
        choose(ADA, MailRhythm.WEEKLY);
        DATABASE.asOwner()
                .sql("UPDATE usage_mail_choices SET since = '2026-11-14T23:00:00Z'")
                .update();

        assertThat(queue.decide(WEEK_TOLD)).isZero();
        assertThat(queue.decide(WEEK_TOLD.plus(Duration.ofDays(7)))).isEqualTo(1);
    }

    @Test
    void anotherLanguageLeavesTheTimeAndAnotherRhythmBeginsAnew() {
        choose(ADA, MailRhythm.WEEKLY);

        inTransaction(() -> choices.save(ADA, new UsageMailChoice(MailRhythm.WEEKLY, MailLanguage.GERMAN)));
        assertThat(queue.decide(WEEK_TOLD)).isEqualTo(1);
        assertThat(claim(WEEK_TOLD)).singleElement().extracting(Due::language).isEqualTo(MailLanguage.GERMAN);

        inTransaction(() -> choices.save(ADA, new UsageMailChoice(MailRhythm.MONTHLY, MailLanguage.GERMAN)));
        assertThat(queue.decide(MONTH_TOLD)).isZero();
        assertThat(DATABASE.inTransaction(() -> choices.find(ADA)))
                .isEqualTo(new UsageMailChoice(MailRhythm.MONTHLY, MailLanguage.GERMAN));
    }

    @Test
    void whatIsDueIsOneInstancesUntilItsLeaseEndsAndKeepsItsIdentity() {
        choose(ADA, MailRhythm.WEEKLY);
        queue.decide(WEEK_TOLD);
        Due first = claim(WEEK_TOLD).getFirst();

        assertThat(claim(WEEK_TOLD.plusSeconds(599))).isEmpty();

        Due second = claim(WEEK_TOLD.plusSeconds(600)).getFirst();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempts()).isEqualTo(2);
        queue.finish(first, UsageMailOutcome.SENT, null);
        assertThat(states()).containsExactly("ada@acme.example 2026-11-08 pending");
        queue.finish(second, UsageMailOutcome.FAILED, WEEK_TOLD.plusSeconds(700));
        assertThat(claim(WEEK_TOLD.plusSeconds(699))).isEmpty();
        queue.finish(claim(WEEK_TOLD.plusSeconds(700)).getFirst(), UsageMailOutcome.FAILED, null);
        assertThat(states()).containsExactly("ada@acme.example 2026-11-08 gave_up");
        assertThat(claim(MONTH_TOLD)).isEmpty();
    }

    @Test
    void ofSeveralInstancesEachMailIsOnes() throws Exception {
        choose(ADA, MailRhythm.WEEKLY);
        choose(OSCAR, MailRhythm.WEEKLY);
        Callable<List<Due>> instance = () -> {
            queue.decide(WEEK_TOLD);
            return claim(WEEK_TOLD);
        };
        List<UUID> claimed = new ArrayList<>();
        ExecutorService instances = Executors.newFixedThreadPool(4);
        try {
            for (Future<List<Due>> each : instances.invokeAll(List.of(instance, instance, instance, instance))) {
                each.get().forEach(due -> claimed.add(due.id().value()));
            }
        } finally {
            instances.shutdownNow();
        }
        claim(WEEK_TOLD).forEach(due -> claimed.add(due.id().value()));

        assertThat(claimed).doesNotHaveDuplicates().hasSize(2);
        assertThat(states()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM memberships WHERE user_id = 'ada@acme.example'",
                "UPDATE accounts SET closed_at = now() WHERE user_id = 'ada@acme.example'",
                "UPDATE organizations SET second_factor_required = true",
                "DELETE FROM usage_mail_choices WHERE user_id = 'ada@acme.example'"
            })
    void whoMayNotLookAnyMoreGetsNone(String end) {
        choose(ADA, MailRhythm.WEEKLY);
        queue.decide(WEEK_TOLD);
        Due decided = claim(WEEK_TOLD).getFirst();

        DATABASE.asOwner().sql(end).update();

        assertThat(queue.reader(decided)).isEmpty();
        assertThat(claim(WEEK_TOLD.plusSeconds(600))).isEmpty();
        assertThat(queue.decide(WEEK_TOLD.plus(Duration.ofDays(7)))).isZero();
    }

    @Test
    void aReaderSeesWhatThePersonSeesOfUsageAndNothingElse() {
        DATABASE.bean(UsageLedger.class)
                .post(List.of(
                        aUsageRecord().of(ACME, ADA.userId()).withSeed(1).build(),
                        aUsageRecord().of(ACME, OSCAR.userId()).withSeed(2).build(),
                        aUsageRecord().of(GLOBEX, GWEN.userId()).withSeed(3).build()));
        choose(ADA, MailRhythm.WEEKLY);
        choose(OSCAR, MailRhythm.WEEKLY);
        queue.decide(WEEK_TOLD);

        for (Due due : claim(WEEK_TOLD)) {
            Viewer reader = queue.reader(due).orElseThrow();
            assertThat(reader.userId()).isEqualTo(due.userId());
            assertThat(seen(reader, "SELECT count(*) FROM usage_calls")).isEqualTo(due.role() == Role.OWNER ? 2 : 1);
            assertThat(seen(reader, "SELECT count(*) FROM usage_mail_choices")).isZero();
            assertThat(seen(reader, "SELECT count(*) FROM sessions")).isZero();
            assertThat(fresh()).as("nobody has signed in for it").isZero();
            DATABASE.bean(WorkSessions.class).end(reader);
            assertThat(seen(reader, "SELECT count(*) FROM usage_calls")).isZero();
        }
    }

    private static long fresh() {
        return DATABASE.asOwner()
                .sql(
                        "SELECT count(*) FROM sessions WHERE kind = 'WORK' AND authenticated_at > now() - interval '1 year'")
                .query(Long.class)
                .single();
    }

    private static long seen(Viewer viewer, String sql) {
        return DATABASE.inTransaction(() -> {
            DATABASE.bean(ViewerIdentity.class).assume(viewer);
            return DATABASE.asApplication().sql(sql).query(Long.class).single();
        });
    }

    @Test
    void nobodyReadsByALeaseThatIsNotTheirs() {
        choose(ADA, MailRhythm.WEEKLY);
        queue.decide(WEEK_TOLD);
        Due first = claim(WEEK_TOLD).getFirst();
        claim(WEEK_TOLD.plusSeconds(600));

        assertThat(queue.reader(first)).isEmpty();
    }

    @Test
    void eachIsToldTheirOwnAndAnOwnerTheOrganizationsToo() {
        used(ADA, 1, "2026-11-08T12:00:00Z", "summarize");
        used(ADA, 2, "2026-11-01T12:00:00Z", "summarize");
        used(OSCAR, 3, "2026-11-14T22:00:00Z", "translate");
        // After the week by Berlin's clocks, though not by those of UTC.
        used(OSCAR, 4, "2026-11-14T23:30:00Z", "translate");
        used(GWEN, 5, "2026-11-10T12:00:00Z", "secret_of_globex");
        choose(ADA, MailRhythm.WEEKLY);
        choose(OSCAR, MailRhythm.WEEKLY);

        assertThat(sending(new Notes(), WEEK_TOLD)).isEqualTo(2);

        assertThat(sent).hasSize(2).noneMatch(mail -> mail.contains("secret_of_globex"));
        assertThat(mailTo("ada@acme.example"))
                .contains("Requests: 1 (the week before: 1)", "summarize:")
                .doesNotContain("translate", "whole organization");
        assertThat(mailTo("oscar@acme.example"))
                .contains(
                        "Requests: 1 (the week before: 0)",
                        "Requests: 2 (the week before: 1)",
                        "summarize:",
                        "translate:");
        assertThat(states()).containsExactly("ada@acme.example 2026-11-08 sent", "oscar@acme.example 2026-11-08 sent");
        assertThat(sending(new Notes(), WEEK_TOLD.plus(Duration.ofDays(1)))).isZero();
        assertThat(openSessions()).isZero();
    }

    @Test
    void aWeekWithoutUsageBothersNobody() {
        choose(ADA, MailRhythm.WEEKLY);

        sending(new Notes(), WEEK_TOLD);

        assertThat(sent).isEmpty();
        assertThat(states()).containsExactly("ada@acme.example 2026-11-08 empty");
        assertThat(openSessions()).isZero();
    }

    @Test
    void whoDiesWhenTheMailIsOutHasItSentAgainUnderTheSameIdentity() {
        used(ADA, 1, "2026-11-08T12:00:00Z", "summarize");
        choose(ADA, MailRhythm.WEEKLY);

        assertThatExceptionOfType(Killed.class).isThrownBy(() -> sending(new Dying(), WEEK_TOLD));
        assertThat(sending(new Notes(), WEEK_TOLD.plusSeconds(599))).isZero();
        assertThat(sending(new Notes(), WEEK_TOLD.plusSeconds(600))).isEqualTo(1);

        assertThat(sent).hasSize(2);
        assertThat(sent.getLast()).isEqualTo(sent.getFirst());
        assertThat(states()).containsExactly("ada@acme.example 2026-11-08 sent");
        assertThat(sending(new Notes(), WEEK_TOLD.plusSeconds(6_000))).isZero();
    }

    private static void used(Viewer viewer, long seed, String at, String endpoint) {
        DATABASE.bean(UsageLedger.class)
                .post(List.of(aUsageRecord()
                        .of(viewer.organizationId(), viewer.userId())
                        .at(Instant.parse(at))
                        .withEndpoint(endpoint)
                        .withSeed(seed)
                        .build()));
    }

    private String mailTo(String address) {
        return sent.stream()
                .filter(mail -> mail.contains(" to " + address + "\n"))
                .findFirst()
                .orElseThrow();
    }

    private static long openSessions() {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM sessions WHERE kind = 'WORK' AND ended_at IS NULL")
                .query(Long.class)
                .single();
    }

    private int sending(Mail mail, Instant at) {
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        ReportUsageService reports =
                new ReportUsageService(DATABASE.bean(UsageReports.class), DATABASE.bean(TagDimensions.class), clock);
        ManageBudgetsService budgets =
                new ManageBudgetsService(DATABASE.bean(Budgets.class), DATABASE.bean(PriceBookSource.class), clock);
        SendUsageMailsService service = new SendUsageMailsService(
                queue, new UsageMailReader(reports, budgets), DATABASE.bean(WorkSessions.class), mail, null, clock);
        return DATABASE.inTransaction(service::sendDue);
    }

    private class Notes implements Mail {

        @Override
        public boolean isConfigured() {
            return true;
        }

        @Override
        public void send(EmailAddress to, String subject, String text) {
            throw new AssertionError("Without an identity nobody knows it again");
        }

        @Override
        public void sendKnown(UUID id, EmailAddress to, String subject, String text) {
            sent.add("%s to %s\n%s\n%s".formatted(id, to, subject, text));
        }
    }

    private final class Dying extends Notes {

        @Override
        public void sendKnown(UUID id, EmailAddress to, String subject, String text) {
            super.sendKnown(id, to, subject, text);
            throw new Killed();
        }
    }

    private static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }
}
