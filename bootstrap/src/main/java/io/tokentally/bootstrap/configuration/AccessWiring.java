package io.tokentally.bootstrap.configuration;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.AddressConfirmations;
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
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.application.service.access.AnswerInvitationService;
import io.tokentally.application.service.access.ChangePasswordService;
import io.tokentally.application.service.access.ConfirmAddressService;
import io.tokentally.application.service.access.ConfirmSignInService;
import io.tokentally.application.service.access.ConfirmationBook;
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
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires who may come in: accounts, members, invitations, sessions and second factors. */
@Configuration(proxyBeanMethods = false)
class AccessWiring {

    private static final int MAX_MAILS_WAITING = 1000;

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
    ManageMembersService manageMembersService(
            Members members,
            KeyReviews keyReviews,
            Passwords passwords,
            AuthenticationAudit audit,
            RequestOrigin origin) {
        return new ManageMembersService(members, keyReviews, passwords, audit, origin);
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
    LinkGuard linkGuard(RequestOrigin origin, AuthenticationAudit audit, Clock clock) {
        return new LinkGuard(origin, audit, clock);
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
    ConfirmationBook confirmationBook(AddressConfirmations confirmations) {
        return new ConfirmationBook(confirmations);
    }

    @Bean
    ConfirmAddressService confirmAddressService(
            AddressConfirmations confirmations,
            ConfirmationBook book,
            LinkMail mail,
            LinkGuard guard,
            @Qualifier("mailExecutor") ExecutorService mailExecutor) {
        return new ConfirmAddressService(confirmations, book, mail, guard, new SecureRandom(), mailExecutor);
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
}
