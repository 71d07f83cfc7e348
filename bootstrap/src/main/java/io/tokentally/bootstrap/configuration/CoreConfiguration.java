package io.tokentally.bootstrap.configuration;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.ApiTokens;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.Invitations;
import io.tokentally.application.port.out.access.KeyReviews;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.OneTimeCodes;
import io.tokentally.application.port.out.access.OperatorAccounts;
import io.tokentally.application.port.out.access.OperatorOrganizations;
import io.tokentally.application.port.out.access.OwnSecondFactor;
import io.tokentally.application.port.out.access.OwnSessions;
import io.tokentally.application.port.out.access.PasswordAttempts;
import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.access.RequestOrigin;
import io.tokentally.application.port.out.access.SecondFactors;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.application.port.out.key.MemberDirectory;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.application.port.out.key.ResourceDirectory;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.application.port.out.pricing.ListPriceChanges;
import io.tokentally.application.port.out.pricing.ListPriceFile;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.pricing.PriceBundleDecisions;
import io.tokentally.application.port.out.pricing.PriceBundleDoors;
import io.tokentally.application.port.out.pricing.PriceBundleMonitor;
import io.tokentally.application.port.out.pricing.PriceBundleStore;
import io.tokentally.application.port.out.pricing.PriceEditions;
import io.tokentally.application.port.out.pricing.PriceMapReader;
import io.tokentally.application.port.out.pricing.UnpricedCalls;
import io.tokentally.application.port.out.pricing.UsageByModel;
import io.tokentally.application.port.out.repricing.CallsByVersion;
import io.tokentally.application.port.out.repricing.CallsWithoutPriceBook;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.repricing.RepricingMonitor;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.application.port.out.shortlist.CandidateAnalyst;
import io.tokentally.application.port.out.shortlist.Candidates;
import io.tokentally.application.port.out.shortlist.ResumeReader;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.UsageJournal;
import io.tokentally.application.service.access.AnswerInvitationService;
import io.tokentally.application.service.access.ChangePasswordService;
import io.tokentally.application.service.access.ConfirmSignInService;
import io.tokentally.application.service.access.InvitationBook;
import io.tokentally.application.service.access.LinkGuard;
import io.tokentally.application.service.access.LinkMail;
import io.tokentally.application.service.access.ListPeopleService;
import io.tokentally.application.service.access.ManageAccountsService;
import io.tokentally.application.service.access.ManageApiTokensService;
import io.tokentally.application.service.access.ManageInvitationsService;
import io.tokentally.application.service.access.ManageMembersService;
import io.tokentally.application.service.access.ManageOrganizationsService;
import io.tokentally.application.service.access.ManageSecondFactorService;
import io.tokentally.application.service.access.ManageSessionsService;
import io.tokentally.application.service.access.OrganizationBook;
import io.tokentally.application.service.access.ResetPasswordService;
import io.tokentally.application.service.access.SecondFactorCheck;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.application.service.key.AuthenticateKeyService;
import io.tokentally.application.service.key.AuthorizeCallService;
import io.tokentally.application.service.key.ManageKeyPolicyService;
import io.tokentally.application.service.key.ManageKeysService;
import io.tokentally.application.service.key.ManageProviderKeysService;
import io.tokentally.application.service.pricing.BrowsePricesService;
import io.tokentally.application.service.pricing.BundleReviews;
import io.tokentally.application.service.pricing.CollectPriceBundlesService;
import io.tokentally.application.service.pricing.ManageListPricesService;
import io.tokentally.application.service.pricing.ManagePriceBundlesService;
import io.tokentally.application.service.pricing.ManagePricesService;
import io.tokentally.application.service.pricing.RefusedBundles;
import io.tokentally.application.service.pricing.WatchModelEndsService;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.repricing.PriceLateCallsService;
import io.tokentally.application.service.repricing.RepriceService;
import io.tokentally.application.service.repricing.RepricingSteps;
import io.tokentally.application.service.shortlist.CandidateCosts;
import io.tokentally.application.service.shortlist.CandidateStore;
import io.tokentally.application.service.shortlist.ShortlistService;
import io.tokentally.application.service.summary.SummariesInTurn;
import io.tokentally.application.service.summary.SummarizeUsageService;
import io.tokentally.application.service.usage.CallPages;
import io.tokentally.application.service.usage.CallsInTurn;
import io.tokentally.application.service.usage.ExportCallsService;
import io.tokentally.application.service.usage.ListCallsService;
import io.tokentally.application.service.usage.RecordUsageService;
import io.tokentally.application.service.usage.ReportMeteringFailureService;
import io.tokentally.bootstrap.upstream.Upstreams;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Wires the use cases: the core carries no framework, so its beans are declared here. */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement(proxyTargetClass = true)
class CoreConfiguration {

    /** Few enough that a step locks rows for some ten milliseconds, enough that its overhead does not count. */
    private static final int CALLS_PER_STEP = 500;

    /** The journal posts what it has within a second. */
    private static final Duration RECORD_UNDER_WAY = Duration.ofMillis(1_500);

    private static final int MAX_MAILS_WAITING = 1000;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RecordUsageService recordUsageService(
            PriceBookSource priceBookSource, UsageJournal journal, MeteringMonitor monitor) {
        return new RecordUsageService(priceBookSource, journal, monitor, new SecureRandom());
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
    SummariesInTurn summariesInTurn(SummarizeUsageService summaries, @Qualifier("readingTurns") FairTurns turns) {
        return new SummariesInTurn(summaries, turns);
    }

    @Bean
    CallPages callPages(CallHistory history, Sessions sessions) {
        return new CallPages(history, sessions);
    }

    @Bean
    ExportCallsService exportCallsService(
            CallPages pages,
            WorkSessions workSessions,
            @Qualifier("exportPlaces") FairTurns places,
            @Qualifier("readingTurns") FairTurns turns) {
        return new ExportCallsService(pages, workSessions, places, turns);
    }

    @Bean
    BrowsePricesService browsePricesService(ListPrices listPrices, OrganizationPrices organizationPrices, Clock clock) {
        return new BrowsePricesService(listPrices, organizationPrices, clock);
    }

    @Bean
    WatchModelEndsService watchModelEndsService(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            UsageRollups rollups,
            UsageByModel usageByModel,
            Clock clock) {
        return new WatchModelEndsService(listPrices, organizationPrices, rollups, usageByModel, clock);
    }

    @Bean
    ManagePricesService managePricesService(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            UnpricedCalls unpricedCalls,
            PriceMapReader priceMapReader,
            Clock clock) {
        return new ManagePricesService(
                listPrices, organizationPrices, unpricedCalls, priceMapReader, UUID::randomUUID, clock);
    }

    @Bean
    ManageListPricesService manageListPricesService(
            ListPriceFile file, ListPrices listPrices, ListPriceChanges changes, Clock clock) {
        return new ManageListPricesService(file, listPrices, changes, clock);
    }

    @Bean
    BundleReviews bundleReviews(PriceEditions editions, PriceBundleStore store, Clock clock) {
        return new BundleReviews(editions, store, clock);
    }

    @Bean
    RefusedBundles refusedBundles() {
        return new RefusedBundles();
    }

    @Bean
    ManagePriceBundlesService managePriceBundlesService(
            PriceEditions editions,
            PriceBundleStore store,
            PriceBundleDecisions decisions,
            BundleReviews reviews,
            RefusedBundles refused) {
        return new ManagePriceBundlesService(editions, store, decisions, reviews, refused);
    }

    @Bean
    CollectPriceBundlesService collectPriceBundlesService(
            PriceBundleDoors doors,
            PriceEditions editions,
            PriceBundleStore store,
            BundleReviews reviews,
            RefusedBundles refused,
            PriceBundleMonitor monitor,
            TokentallyProperties properties) {
        return new CollectPriceBundlesService(
                doors.all(),
                editions,
                store,
                reviews,
                refused,
                monitor,
                properties.prices().applyByThemselves());
    }

    @Bean
    RepricingSteps repricingSteps(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            RepricingLedger ledger,
            CallsByVersion callsByVersion) {
        return new RepricingSteps(
                listPrices, organizationPrices, ledger, callsByVersion, UUID::randomUUID, CALLS_PER_STEP);
    }

    /** One after the other: two at once would only wait for each other's rows. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService repricingExecutor() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("repricing").daemon().factory());
    }

    @Bean
    RepriceService repriceService(
            RepricingSteps steps,
            WorkSessions workSessions,
            RepricingMonitor monitor,
            @Qualifier("repricingExecutor") ExecutorService repricingExecutor,
            Clock clock) {
        return new RepriceService(steps, workSessions, monitor, repricingExecutor, clock);
    }

    @Bean
    PriceLateCallsService priceLateCallsService(CallsWithoutPriceBook calls, PriceBookSource priceBookSource) {
        return new PriceLateCallsService(calls, priceBookSource, UUID::randomUUID, CALLS_PER_STEP);
    }

    @Bean
    ListPeopleService listPeopleService(Accounts accounts) {
        return new ListPeopleService(accounts);
    }

    @Bean
    SignInService signInService(Accounts accounts, Sessions sessions) {
        return new SignInService(accounts, sessions, new SecureRandom());
    }

    @Bean
    ManageApiTokensService manageApiTokensService(ApiTokens apiTokens) {
        return new ManageApiTokensService(apiTokens, new SecureRandom());
    }

    @Bean
    ManageSessionsService manageSessionsService(OwnSessions ownSessions) {
        return new ManageSessionsService(ownSessions);
    }

    @Bean
    ChangePasswordService changePasswordService(
            Accounts accounts, Sessions sessions, Passwords passwords, PasswordAttempts attempts) {
        return new ChangePasswordService(accounts, sessions, passwords, attempts);
    }

    @Bean
    ManageMembersService manageMembersService(Members members, KeyReviews keyReviews, Passwords passwords) {
        return new ManageMembersService(members, keyReviews, passwords);
    }

    @Bean
    ConfirmSignInService confirmSignInService(
            Accounts accounts,
            Sessions sessions,
            Passwords passwords,
            PasswordAttempts attempts,
            SecondFactorCheck secondFactor,
            Clock clock) {
        return new ConfirmSignInService(accounts, sessions, passwords, attempts, secondFactor, clock);
    }

    @Bean
    SecondFactorCheck secondFactorCheck(
            SecondFactors factors,
            SecretSealing sealing,
            OneTimeCodes codes,
            PasswordAttempts attempts,
            AuthenticationAudit audit,
            RequestOrigin origin,
            Clock clock) {
        return new SecondFactorCheck(factors, sealing, codes, attempts, audit, origin, new SecureRandom(), clock);
    }

    @Bean
    ManageSecondFactorService manageSecondFactorService(
            OwnSecondFactor own, SecondFactorCheck check, SecretSealing sealing, OneTimeCodes codes, Clock clock) {
        return new ManageSecondFactorService(own, check, sealing, codes, new SecureRandom(), clock);
    }

    @Bean
    LinkMail linkMail(Mail mail, TokentallyProperties properties) {
        return new LinkMail(mail, properties.publicUrl());
    }

    @Bean
    LinkGuard linkGuard(RequestOrigin origin, Clock clock) {
        return new LinkGuard(origin, clock);
    }

    @Bean
    InvitationBook invitationBook(Invitations invitations) {
        return new InvitationBook(invitations);
    }

    @Bean
    ManageInvitationsService manageInvitationsService(InvitationBook book, InvitationLinks links, LinkMail mail) {
        return new ManageInvitationsService(book, links, mail, new SecureRandom());
    }

    @Bean
    AnswerInvitationService answerInvitationService(
            InvitationLinks links, InvitationBook book, Passwords passwords, LinkGuard guard) {
        return new AnswerInvitationService(links, book, passwords, guard, new SecureRandom());
    }

    /** One message after the other: a slow mail server takes one thread and no more. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService mailExecutor() {
        return new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MAX_MAILS_WAITING),
                Thread.ofPlatform().name("mail").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Bean
    ResetPasswordService resetPasswordService(
            PasswordResets resets,
            Passwords passwords,
            LinkMail mail,
            LinkGuard guard,
            @Qualifier("mailExecutor") ExecutorService mailExecutor) {
        return new ResetPasswordService(resets, passwords, mail, guard, new SecureRandom(), mailExecutor);
    }

    @Bean
    ManageAccountsService manageAccountsService(OperatorAccounts accounts) {
        return new ManageAccountsService(accounts, new SecureRandom());
    }

    @Bean
    OrganizationBook organizationBook(OperatorOrganizations organizations) {
        return new OrganizationBook(organizations);
    }

    @Bean
    ManageOrganizationsService manageOrganizationsService(
            OrganizationBook organizationBook, InvitationLinks links, LinkMail mail) {
        return new ManageOrganizationsService(organizationBook, links, mail, new SecureRandom());
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
    AuthenticateKeyService authenticateKeyService(
            KeyHashing hashing, KeyDirectory directory, MemberDirectory members, SecretVault vault, Clock clock) {
        return new AuthenticateKeyService(hashing, directory, members, vault, clock);
    }

    @Bean
    CandidateStore candidateStore(Candidates candidates) {
        return new CandidateStore(candidates);
    }

    @Bean
    CandidateCosts candidateCosts(CallHistory history, Clock clock) {
        return new CandidateCosts(history, clock);
    }

    @Bean
    ShortlistService shortlistService(
            ResumeReader reader, CandidateAnalyst analyst, CandidateStore shelf, Clock clock) {
        return new ShortlistService(reader, analyst, shelf, UUID::randomUUID, clock);
    }
}
