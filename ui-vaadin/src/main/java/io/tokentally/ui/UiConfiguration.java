package io.tokentally.ui;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.spring.annotation.EnableVaadin;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.tokentally.application.port.in.access.AnswerInvitationUseCase;
import io.tokentally.application.port.in.access.ConfirmAddressUseCase;
import io.tokentally.application.port.in.access.ConfirmSignInUseCase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ListPeopleUseCase;
import io.tokentally.application.port.in.access.ManageAccountsUseCase;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase;
import io.tokentally.application.port.in.access.ManageMemberAccountsUseCase;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.application.port.in.access.ManageOrganizationsUseCase;
import io.tokentally.application.port.in.access.NameOrganizationUseCase;
import io.tokentally.application.port.in.access.ResetPasswordUseCase;
import io.tokentally.application.port.in.access.ReviewKeysUseCase;
import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.application.port.in.alert.ManageAlertsUseCase;
import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.application.port.in.audit.ReadInstallationAuditUseCase;
import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.application.port.in.key.ManageKeyPolicyUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.key.ManageProviderKeysUseCase;
import io.tokentally.application.port.in.key.TestProviderKeyUseCase;
import io.tokentally.application.port.in.pricing.CompareShutdownsUseCase;
import io.tokentally.application.port.in.pricing.ImportPricesUseCase;
import io.tokentally.application.port.in.pricing.ManageListPricesUseCase;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase;
import io.tokentally.application.port.in.pricing.ManagePricesUseCase;
import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.application.port.in.refusal.ReadStrayCallsUseCase;
import io.tokentally.application.port.in.report.ManageTagDimensionsUseCase;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.port.in.repricing.ManageWaitingCallsUseCase;
import io.tokentally.application.port.in.repricing.RepriceUseCase;
import io.tokentally.application.port.in.retention.ManageRetentionUseCase;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.application.port.in.usage.WatchUsageUseCase;
import io.tokentally.application.port.in.view.ManageUsageViewsUseCase;
import io.tokentally.ui.account.AccountFirst;
import io.tokentally.ui.account.FreshSignIn;
import io.tokentally.ui.alert.AlertServices;
import io.tokentally.ui.audit.AuditServices;
import io.tokentally.ui.budget.BudgetServices;
import io.tokentally.ui.form.PublicAddress;
import io.tokentally.ui.installation.InstallationServices;
import io.tokentally.ui.key.GatewayAddress;
import io.tokentally.ui.key.KeyServices;
import io.tokentally.ui.link.LinkController;
import io.tokentally.ui.login.ActivityController;
import io.tokentally.ui.login.CodeController;
import io.tokentally.ui.login.DemoSignIns;
import io.tokentally.ui.login.SessionEnd;
import io.tokentally.ui.login.SignInController;
import io.tokentally.ui.organization.OrganizationServices;
import io.tokentally.ui.people.PeopleServices;
import io.tokentally.ui.pricing.OwnerServices;
import io.tokentally.ui.refusal.RefusalServices;
import io.tokentally.ui.report.FirstCallServices;
import io.tokentally.ui.report.RecentUsage;
import io.tokentally.ui.shell.BackgroundWork;
import io.tokentally.ui.shell.Destinations;
import io.tokentally.ui.shell.FirstPicture;
import io.tokentally.ui.shell.OpenPages;
import io.tokentally.ui.shell.ScriptNonces;
import io.tokentally.ui.text.BundleTranslations;
import io.tokentally.ui.text.LanguageChoice;
import io.tokentally.ui.usage.frame.SavedViews;
import io.tokentally.ui.usage.frame.UsageDestinations;
import io.tokentally.ui.usage.frame.UsageServices;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** All that an application imports to have the pages. */
@Configuration(proxyBeanMethods = false)
@EnableVaadin("io.tokentally.ui")
public class UiConfiguration {

    /** Ahead of any other, since Vaadin falls back to its own wherever it finds two. */
    @Bean
    @Primary
    I18NProvider translations() {
        return new BundleTranslations();
    }

    /** By the name by which Spring MVC looks for it. */
    @Bean
    LanguageChoice localeResolver() {
        return new LanguageChoice();
    }

    @Bean
    BackgroundWork backgroundWork() {
        return BackgroundWork.onVirtualThreads();
    }

    @Bean
    OpenPages openPages(CurrentViewer currentViewer) {
        return new OpenPages(currentViewer);
    }

    @Bean
    AccountFirst accountFirst(CurrentViewer currentViewer, AuthenticationContext authentication) {
        return new AccountFirst(currentViewer, authentication);
    }

    @Bean
    SessionEnd sessionEnd(I18NProvider translations) {
        return new SessionEnd(translations);
    }

    @Bean
    FirstPicture firstPicture(I18NProvider translations, LanguageChoice languages) {
        return new FirstPicture(translations, languages);
    }

    @Bean
    SignInController signInController(I18NProvider translations, ObjectProvider<DemoSignIns> demoSignIns) {
        return new SignInController(translations, demoSignIns);
    }

    @Bean
    CodeController codeController(I18NProvider translations, CurrentViewer currentViewer) {
        return new CodeController(translations, currentViewer);
    }

    @Bean
    ActivityController activityController() {
        return new ActivityController();
    }

    @Bean
    LinkController linkController(
            I18NProvider translations,
            AnswerInvitationUseCase invitations,
            ResetPasswordUseCase resets,
            ConfirmAddressUseCase confirmations,
            CurrentViewer currentViewer) {
        return new LinkController(translations, invitations, resets, confirmations, currentViewer);
    }

    @Bean
    ScriptNonces scriptNonces() {
        return new ScriptNonces();
    }

    @Bean
    OwnerServices ownerServices(
            ManagePricesUseCase management,
            ImportPricesUseCase imports,
            RepriceUseCase repricing,
            ManageWaitingCallsUseCase waitingCalls,
            CompareShutdownsUseCase shutdowns,
            CurrentViewer currentViewer,
            BackgroundWork work,
            Clock clock) {
        return new OwnerServices(management, imports, repricing, waitingCalls, shutdowns, currentViewer, work, clock);
    }

    @Bean
    RecentUsage recentUsage(ReportUsageUseCase reports, ManageCalendarUseCase calendar, Clock clock) {
        return new RecentUsage(reports, calendar, clock);
    }

    @Bean
    KeyServices keyServices(
            ManageKeysUseCase keys,
            ManageProviderKeysUseCase providerKeys,
            TestProviderKeyUseCase testProviderKey,
            ManageKeyPolicyUseCase policies,
            ListPeopleUseCase people,
            CurrentViewer currentViewer,
            FreshSignIn freshSignIn,
            GatewayAddress gateway,
            RecentUsage recentUsage,
            FirstCallServices firstCall,
            BudgetServices budgets,
            BackgroundWork work,
            Clock clock) {
        return new KeyServices(
                keys,
                providerKeys,
                testProviderKey,
                policies,
                people,
                currentViewer,
                freshSignIn,
                gateway,
                recentUsage,
                firstCall,
                budgets,
                work,
                clock);
    }

    @Bean
    BudgetServices budgetServices(
            ManageBudgetsUseCase budgets,
            ManageCalendarUseCase calendar,
            ListPeopleUseCase people,
            ManageKeysUseCase keys,
            ManageTagDimensionsUseCase tags,
            RecentUsage recentUsage,
            CurrentViewer currentViewer,
            Clock clock) {
        return new BudgetServices(budgets, calendar, people, keys, tags, recentUsage, currentViewer, clock);
    }

    @Bean
    AuditServices auditServices(
            ReadAuditUseCase audit,
            ListPeopleUseCase people,
            CurrentViewer currentViewer,
            BackgroundWork work,
            Clock clock) {
        return new AuditServices(audit, people, currentViewer, work, clock);
    }

    @Bean
    FreshSignIn freshSignIn(ConfirmSignInUseCase confirmation, CurrentViewer currentViewer) {
        return new FreshSignIn(confirmation, currentViewer);
    }

    @Bean
    InstallationServices installationServices(
            ManageOrganizationsUseCase organizations,
            ManageAccountsUseCase accounts,
            ManageListPricesUseCase listPrices,
            ManagePriceBundlesUseCase bundles,
            ReadInstallationAuditUseCase audit,
            CurrentViewer currentViewer,
            FreshSignIn freshSignIn,
            PublicAddress address,
            Clock clock) {
        return new InstallationServices(
                organizations, accounts, listPrices, bundles, audit, currentViewer, freshSignIn, address, clock);
    }

    @Bean
    PeopleServices peopleServices(
            ManageMembersUseCase members,
            ManageMemberAccountsUseCase memberAccounts,
            ReviewKeysUseCase keyReview,
            ManageInvitationsUseCase invitations,
            ManageKeysUseCase keys,
            RecentUsage recentUsage,
            BudgetServices budgets,
            CurrentViewer currentViewer,
            FreshSignIn freshSignIn,
            PublicAddress address) {
        return new PeopleServices(
                members,
                memberAccounts,
                keyReview,
                invitations,
                keys,
                recentUsage,
                budgets,
                currentViewer,
                freshSignIn,
                address);
    }

    @Bean
    OrganizationServices organizationServices(
            NameOrganizationUseCase name,
            ManageMemberAccountsUseCase memberAccounts,
            ManageCalendarUseCase calendar,
            ManageRetentionUseCase retention,
            ManageTagDimensionsUseCase tags,
            CurrentViewer currentViewer,
            FreshSignIn freshSignIn) {
        return new OrganizationServices(name, memberAccounts, calendar, retention, tags, currentViewer, freshSignIn);
    }

    @Bean
    RefusalServices refusalServices(
            ReadRefusedCallsUseCase refusedCalls,
            ReadStrayCallsUseCase strayCalls,
            ManageKeysUseCase keys,
            ListPeopleUseCase people,
            ManageCalendarUseCase calendar,
            CurrentViewer currentViewer,
            Clock clock) {
        return new RefusalServices(refusedCalls, strayCalls, keys, people, calendar, currentViewer, clock);
    }

    @Bean
    AlertServices alertServices(
            ReadAlertsUseCase alerts,
            ManageAlertsUseCase management,
            ManageAlertRulesUseCase rules,
            BudgetServices budgets,
            ManageCalendarUseCase calendar,
            CurrentViewer currentViewer,
            BackgroundWork work,
            Clock clock) {
        return new AlertServices(alerts, management, rules, budgets, calendar, currentViewer, work, clock);
    }

    @Bean
    SavedViews savedViews(ManageUsageViewsUseCase views, CurrentViewer currentViewer) {
        return new SavedViews(views, currentViewer);
    }

    @Bean
    FirstCallServices firstCallServices(
            ListCallsUseCase calls, WatchUsageUseCase notifications, CurrentViewer currentViewer, Clock clock) {
        return new FirstCallServices(calls, notifications, currentViewer, clock);
    }

    @Bean
    UsageServices usageServices(
            ReportUsageUseCase reports,
            ListCallsUseCase calls,
            FollowExportUseCase exports,
            ListPeopleUseCase people,
            ManageKeysUseCase keys,
            ManageCalendarUseCase calendar,
            ManageTagDimensionsUseCase tags,
            SavedViews views,
            WatchUsageUseCase notifications,
            CurrentViewer currentViewer,
            Clock clock) {
        return new UsageServices(
                reports, calls, exports, people, keys, calendar, tags, views, notifications, currentViewer, clock);
    }

    @Bean
    Destinations destinations(UsageServices services) {
        return new UsageDestinations(services);
    }
}
