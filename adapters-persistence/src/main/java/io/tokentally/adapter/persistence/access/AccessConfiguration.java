package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.AddressConfirmations;
import io.tokentally.application.port.out.access.ApiTokens;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.Invitations;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.OperatorAccounts;
import io.tokentally.application.port.out.access.OperatorLinks;
import io.tokentally.application.port.out.access.OperatorOrganizations;
import io.tokentally.application.port.out.access.OrganizationName;
import io.tokentally.application.port.out.access.OwnSecondFactor;
import io.tokentally.application.port.out.access.OwnSessions;
import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.application.port.out.access.RequestOrigin;
import io.tokentally.application.port.out.access.SecondFactors;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.application.port.out.access.WorkSessions;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;
import javax.sql.DataSource;
import org.mapstruct.factory.Mappers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts accounts and memberships together. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

    @Bean
    ViewerIdentity viewerIdentity(
            DataSource dataSource, EntityManagerFactory factory, ObjectProvider<RequestOrigin> origin) {
        return new ViewerIdentity(
                dataSource,
                SharedEntityManagerCreator.createSharedEntityManager(factory),
                origin.getIfAvailable(() -> Optional::empty));
    }

    @Bean
    Accounts accounts(
            @Qualifier("authenticationDataSource") DataSource authenticationDataSource,
            StoredPeople people,
            ViewerIdentity identity) {
        return new JpaAccounts(
                JdbcClient.create(authenticationDataSource),
                people,
                identity,
                Mappers.getMapper(StoredPersonMapper.class));
    }

    @Bean
    Sessions sessions(@Qualifier("authenticationDataSource") DataSource authenticationDataSource) {
        return new JdbcSessions(JdbcClient.create(authenticationDataSource));
    }

    @Bean
    SignInAttempts signInAttempts(@Qualifier("authenticationDataSource") DataSource authenticationDataSource) {
        return new JdbcSignInAttempts(JdbcClient.create(authenticationDataSource));
    }

    @Bean
    AuthenticationAudit authenticationAudit(
            @Qualifier("authenticationDataSource") DataSource authenticationDataSource) {
        return new JdbcAuthenticationAudit(JdbcClient.create(authenticationDataSource));
    }

    @Bean
    SecondFactors secondFactors(
            @Qualifier("authenticationDataSource") DataSource authenticationDataSource,
            ObjectProvider<RequestOrigin> origin) {
        return new JdbcSecondFactors(
                JdbcClient.create(authenticationDataSource), origin.getIfAvailable(() -> Optional::empty));
    }

    @Bean
    OwnSecondFactor ownSecondFactor(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcOwnSecondFactor(JdbcClient.create(dataSource), identity);
    }

    @Bean
    OwnSessions ownSessions(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcOwnSessions(JdbcClient.create(dataSource), identity);
    }

    @Bean
    ApiTokens apiTokens(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcApiTokens(JdbcClient.create(dataSource), identity);
    }

    @Bean
    WorkSessions workSessions(
            @Qualifier("authenticationDataSource") DataSource authenticationDataSource,
            DataSource dataSource,
            ViewerIdentity identity,
            PlatformTransactionManager transactionManager) {
        return new JdbcWorkSessions(
                JdbcClient.create(authenticationDataSource),
                JdbcClient.create(dataSource),
                identity,
                new TransactionTemplate(transactionManager));
    }

    @Bean
    OrganizationName organizationName(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcOrganizationName(JdbcClient.create(dataSource), identity);
    }

    @Bean
    Members members(StoredMembers members, ViewerIdentity identity) {
        return new JpaMembers(members, identity, Mappers.getMapper(StoredPersonMapper.class));
    }

    @Bean
    Invitations invitations(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcInvitations(JdbcClient.create(dataSource), identity);
    }

    @Bean
    InvitationLinks invitationLinks(@Qualifier("authenticationDataSource") DataSource authenticationDataSource) {
        return new JdbcInvitationLinks(JdbcClient.create(authenticationDataSource));
    }

    @Bean
    PasswordResets passwordResets(@Qualifier("authenticationDataSource") DataSource authenticationDataSource) {
        return new JdbcPasswordResets(JdbcClient.create(authenticationDataSource));
    }

    @Bean
    AddressConfirmations addressConfirmations(
            DataSource dataSource,
            @Qualifier("authenticationDataSource") DataSource authenticationDataSource,
            ViewerIdentity identity) {
        return new JdbcAddressConfirmations(
                JdbcClient.create(dataSource), JdbcClient.create(authenticationDataSource), identity);
    }

    @Bean
    OperatorAccounts operatorAccounts(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcOperatorAccounts(JdbcClient.create(dataSource), identity);
    }

    @Bean
    OperatorOrganizations operatorOrganizations(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcOperatorOrganizations(JdbcClient.create(dataSource), identity);
    }

    @Bean
    OperatorLinks operatorLinks(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcOperatorLinks(JdbcClient.create(ownerDataSource));
    }

    @Bean
    AccountRegistry accountRegistry(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcAccountRegistry(JdbcClient.create(ownerDataSource));
    }
}
