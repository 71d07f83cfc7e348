package io.tokentally.bootstrap.configuration;

import io.tokentally.application.port.out.access.OrganizationName;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.application.port.out.failure.FailureGroups;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.application.port.out.key.MemberDirectory;
import io.tokentally.application.port.out.key.ProviderKeyTests;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.application.port.out.key.ResourceDirectory;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.application.port.out.refusal.RefusalMonitor;
import io.tokentally.application.port.out.refusal.RefusalReports;
import io.tokentally.application.port.out.refusal.StrayCalls;
import io.tokentally.application.port.out.report.ReportPrinter;
import io.tokentally.application.port.out.report.ReportsReplica;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.shortlist.CandidateAnalyst;
import io.tokentally.application.port.out.shortlist.Candidates;
import io.tokentally.application.port.out.shortlist.ResumeReader;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.UsageJournal;
import io.tokentally.application.port.out.usage.UsageNotifications;
import io.tokentally.application.port.out.view.UsageViews;
import io.tokentally.application.service.access.NameOrganizationService;
import io.tokentally.application.service.budget.AdmitSpendingService;
import io.tokentally.application.service.calendar.ManageCalendarService;
import io.tokentally.application.service.change.ChangesInTurn;
import io.tokentally.application.service.change.ExplainChangeService;
import io.tokentally.application.service.failure.FailuresInTurn;
import io.tokentally.application.service.failure.TellFailuresService;
import io.tokentally.application.service.key.AuthenticateKeyService;
import io.tokentally.application.service.key.AuthorizeCallService;
import io.tokentally.application.service.key.ManageKeyPolicyService;
import io.tokentally.application.service.key.ManageKeysService;
import io.tokentally.application.service.key.ManageProviderKeysService;
import io.tokentally.application.service.key.ProviderKeyRecord;
import io.tokentally.application.service.key.TestProviderKeyService;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.refusal.CountRefusedCallsService;
import io.tokentally.application.service.refusal.ReadRefusedCallsService;
import io.tokentally.application.service.refusal.ReadStrayCallsService;
import io.tokentally.application.service.report.ManageTagDimensionsService;
import io.tokentally.application.service.report.PeriodsByReplica;
import io.tokentally.application.service.report.PrintReportService;
import io.tokentally.application.service.report.ReportUsageService;
import io.tokentally.application.service.report.ReportsInTurn;
import io.tokentally.application.service.shortlist.AnalysisCosts;
import io.tokentally.application.service.shortlist.CandidateStore;
import io.tokentally.application.service.shortlist.ShortlistService;
import io.tokentally.application.service.summary.SummariesInTurn;
import io.tokentally.application.service.summary.SummarizeUsageService;
import io.tokentally.application.service.usage.CallPages;
import io.tokentally.application.service.usage.CallsInTurn;
import io.tokentally.application.service.usage.ExportCallsService;
import io.tokentally.application.service.usage.FollowExportService;
import io.tokentally.application.service.usage.ListCallsService;
import io.tokentally.application.service.usage.RecordUsageService;
import io.tokentally.application.service.usage.ReportMeteringFailureService;
import io.tokentally.application.service.usage.WatchUsageService;
import io.tokentally.application.service.view.FollowFirstStepsService;
import io.tokentally.application.service.view.ManageUsageViewsService;
import io.tokentally.application.service.whatif.AlternativesInTurn;
import io.tokentally.application.service.whatif.PriceAlternativesService;
import io.tokentally.bootstrap.upstream.Upstreams;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Wires the use cases: the core carries no framework, so its beans are declared here. */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement(proxyTargetClass = true)
class CoreConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(CoreConfiguration.class);

    /** A page that is told asks anew, which costs the database something. */
    private static final Duration NOTIFICATION_INTERVAL = Duration.ofSeconds(2);

    /** The journal posts what it has within a second. */
    private static final Duration RECORD_UNDER_WAY = Duration.ofMillis(1_500);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RecordUsageService recordUsageService(
            PriceBookSource priceBookSource,
            UsageJournal journal,
            MeteringMonitor monitor,
            AdmitSpendingService spending) {
        return new RecordUsageService(priceBookSource, journal, monitor, new SecureRandom(), spending);
    }

    @Bean
    ReportMeteringFailureService reportMeteringFailureService(MeteringMonitor monitor) {
        return new ReportMeteringFailureService(monitor);
    }

    @Bean
    ListCallsService listCallsService(CallHistory history) {
        return new ListCallsService(history);
    }

    @Bean
    SummarizeUsageService summarizeUsageService(UsageRollups rollups, Clock clock) {
        return new SummarizeUsageService(rollups, clock);
    }

    /** Turns for reading a lot from the database: exports and reports never take more of its connections than these. */
    @Bean
    FairTurns readingTurns(TokentallyProperties properties) {
        return new FairTurns(properties.reading().shares());
    }

    /** Places for exports under way, which hold a thread each however slowly they are taken. */
    @Bean
    FairTurns exportPlaces(TokentallyProperties properties) {
        return new FairTurns(properties.export().shares());
    }

    @Bean
    CallsInTurn callsInTurn(ListCallsService calls, @Qualifier("readingTurns") FairTurns turns) {
        return new CallsInTurn(calls, turns);
    }

    @Bean
    SummariesInTurn summariesInTurn(PeriodsByReplica summaries, @Qualifier("readingTurns") FairTurns turns) {
        return new SummariesInTurn(summaries, turns);
    }

    @Bean
    ManageCalendarService manageCalendarService(CalendarChoice choice, Clock clock) {
        return new ManageCalendarService(choice, clock);
    }

    @Bean
    ReportUsageService reportUsageService(UsageReports reports, TagDimensions tags, Clock clock) {
        return new ReportUsageService(reports, tags, clock);
    }

    @Bean
    ManageTagDimensionsService manageTagDimensionsService(TagDimensions dimensions) {
        return new ManageTagDimensionsService(dimensions);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService notificationScheduler() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("usage-notification-watchers").daemon().factory());
    }

    @Bean
    WatchUsageService watchUsageService(
            UsageNotifications notifications,
            @Qualifier("notificationScheduler") ScheduledExecutorService notificationScheduler) {
        return new WatchUsageService(
                notifications,
                (work, delay) -> runLater(notificationScheduler, work, delay),
                NOTIFICATION_INTERVAL,
                System::nanoTime);
    }

    private static void runLater(ScheduledExecutorService scheduler, Runnable work, Duration delay) {
        try {
            var unused = scheduler.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The application ends, and its pages with it", e);
        }
    }

    @Bean
    NameOrganizationService nameOrganizationService(OrganizationName names) {
        return new NameOrganizationService(names);
    }

    @Bean
    FollowFirstStepsService followFirstStepsService(
            OrganizationName name,
            CalendarChoice calendar,
            ProviderKeys providerKeys,
            VirtualKeys virtualKeys,
            CallHistory calls,
            Budgets budgets,
            UsageViews views,
            Clock clock) {
        return new FollowFirstStepsService(name, calendar, providerKeys, virtualKeys, calls, budgets, views, clock);
    }

    @Bean
    ManageUsageViewsService manageUsageViewsService(UsageViews views) {
        return new ManageUsageViewsService(views);
    }

    @Bean
    PeriodsByReplica periodsByReplica(
            SummarizeUsageService summaries,
            ReportUsageService reports,
            ExplainChangeService changes,
            PriceAlternativesService alternatives,
            TellFailuresService failures,
            ReportsReplica replica,
            Clock clock) {
        return new PeriodsByReplica(summaries, reports, changes, alternatives, failures, replica, clock);
    }

    @Bean
    ExplainChangeService explainChangeService(UsageReports reports, TagDimensions tags, Clock clock) {
        return new ExplainChangeService(reports, tags, clock);
    }

    @Bean
    ChangesInTurn changesInTurn(PeriodsByReplica changes, @Qualifier("readingTurns") FairTurns turns) {
        return new ChangesInTurn(changes, turns);
    }

    @Bean
    ReportsInTurn reportsInTurn(PeriodsByReplica reports, @Qualifier("readingTurns") FairTurns turns) {
        return new ReportsInTurn(reports, turns);
    }

    @Bean
    PrintReportService printReportService(ReportPrinter printer, @Qualifier("readingTurns") FairTurns turns) {
        return new PrintReportService(printer, turns);
    }

    @Bean
    PriceAlternativesService priceAlternativesService(
            UsageReports reports,
            TagDimensions tags,
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            Clock clock) {
        return new PriceAlternativesService(reports, tags, listPrices, organizationPrices, clock);
    }

    @Bean
    AlternativesInTurn alternativesInTurn(PeriodsByReplica alternatives, @Qualifier("readingTurns") FairTurns turns) {
        return new AlternativesInTurn(alternatives, turns);
    }

    @Bean
    TellFailuresService tellFailuresService(FailureGroups groups, TagDimensions tags, Clock clock) {
        return new TellFailuresService(groups, tags, clock);
    }

    @Bean
    FailuresInTurn failuresInTurn(PeriodsByReplica failures, @Qualifier("readingTurns") FairTurns turns) {
        return new FailuresInTurn(failures, turns);
    }

    @Bean
    CountRefusedCallsService countRefusedCallsService(RefusalLedger ledger, RefusalMonitor monitor) {
        return new CountRefusedCallsService(ledger, monitor, UUID.randomUUID());
    }

    @Bean
    ReadRefusedCallsService readRefusedCallsService(RefusalReports reports) {
        return new ReadRefusedCallsService(reports);
    }

    @Bean
    ReadStrayCallsService readStrayCallsService(StrayCalls calls) {
        return new ReadStrayCallsService(calls);
    }

    @Bean
    CallPages callPages(CallHistory history, Sessions sessions) {
        return new CallPages(history, sessions);
    }

    @Bean
    ExportCallsService exportCallsService(
            CallPages pages,
            ReportsReplica replica,
            WorkSessions workSessions,
            @Qualifier("exportPlaces") FairTurns places,
            @Qualifier("readingTurns") FairTurns turns) {
        return new ExportCallsService(pages, replica, workSessions, places, turns);
    }

    @Bean
    FollowExportService followExportService(Clock clock) {
        return new FollowExportService(clock);
    }

    @Bean
    ManageKeysService manageKeysService(
            VirtualKeys virtualKeys, KeyPolicies policies, KeyHashing hashing, Clock clock) {
        return new ManageKeysService(virtualKeys, policies, hashing, new SecureRandom(), UUID::randomUUID, clock);
    }

    @Bean
    ManageKeyPolicyService manageKeyPolicyService(KeyPolicies policies, Clock clock) {
        return new ManageKeyPolicyService(policies, clock);
    }

    @Bean
    AuthorizeCallService authorizeCallService(KeyDirectory directory, ResourceDirectory resources) {
        return new AuthorizeCallService(
                directory,
                resources,
                CompletableFuture.delayedExecutor(RECORD_UNDER_WAY.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Bean
    ManageProviderKeysService manageProviderKeysService(
            Upstreams upstreams, ProviderKeys providerKeys, SecretVault vault, Clock clock) {
        return new ManageProviderKeysService(upstreams.reachable(), providerKeys, vault, clock);
    }

    @Bean
    ProviderKeyRecord providerKeyRecord(ProviderKeys providerKeys) {
        return new ProviderKeyRecord(providerKeys);
    }

    @Bean
    TestProviderKeyService testProviderKeyService(
            ProviderKeyRecord kept, KeyDirectory directory, SecretVault vault, ProviderKeyTests tests) {
        return new TestProviderKeyService(kept, directory, vault, tests);
    }

    @Bean
    AuthenticateKeyService authenticateKeyService(
            KeyHashing hashing, KeyDirectory directory, MemberDirectory members, SecretVault vault, Clock clock) {
        return new AuthenticateKeyService(hashing, directory, members, vault, clock);
    }

    @Bean
    CandidateStore candidateStore(Candidates candidates) {
        return new CandidateStore(candidates);
    }

    @Bean
    AnalysisCosts analysisCosts(CallHistory history, Clock clock) {
        return new AnalysisCosts(history, clock);
    }

    @Bean
    ShortlistService shortlistService(
            ResumeReader reader, CandidateAnalyst analyst, CandidateStore shelf, Clock clock) {
        return new ShortlistService(reader, analyst, shelf, UUID::randomUUID, clock);
    }
}
