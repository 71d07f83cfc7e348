package io.tokentally.ui.fake;

import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.UserId;
import io.tokentally.ui.UiConfiguration;
import io.tokentally.ui.form.PublicAddress;
import io.tokentally.ui.key.GatewayAddress;
import io.tokentally.ui.login.DemoSignIns;
import io.tokentally.ui.login.DemoSignIns.DemoSignIn;
import io.tokentally.ui.shell.BackgroundWork;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The pages over a core in memory, at a fixed instant, for tests without a browser. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(UiConfiguration.class)
public class BrowserlessApplication {

    public static final Instant NOW = Instant.parse("2026-10-15T12:00:00Z");

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    FakeAccess access() {
        return new FakeAccess(() -> {
            Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
            if (signedIn == null) {
                throw new AccessRefusedException("Nobody is signed in.");
            }
            return new UserId(signedIn.getName());
        });
    }

    @Bean
    FakeMembers members(FakeAccess access) {
        return new FakeMembers(access);
    }

    @Bean
    FakeSecondFactor secondFactor(FakeAccess access) {
        return new FakeSecondFactor(access);
    }

    @Bean
    FakeSessions sessions() {
        return new FakeSessions();
    }

    @Bean
    FakePriceBundles priceBundles(Clock clock) {
        return new FakePriceBundles(clock);
    }

    @Bean
    FakeInstallation installation(Clock clock) {
        return new FakeInstallation(clock);
    }

    @Bean
    FakeTokens tokens() {
        return new FakeTokens();
    }

    @Bean
    FakeConfirmations confirmations() {
        return new FakeConfirmations();
    }

    @Bean
    FakeLinks links() {
        return new FakeLinks();
    }

    @Bean
    FakeUsage usage() {
        return new FakeUsage();
    }

    @Bean
    FakeReports reports(FakeUsage usage, Clock clock) {
        return new FakeReports(usage, clock);
    }

    @Bean
    FakeFailures failures(FakeUsage usage, Clock clock) {
        return new FakeFailures(usage, clock);
    }

    @Bean
    FakeChanges changes() {
        return new FakeChanges();
    }

    @Bean
    FakePrinter printer() {
        return new FakePrinter();
    }

    @Bean
    FakeAlternatives alternatives(Clock clock) {
        return new FakeAlternatives(clock);
    }

    @Bean
    FakeRetention retention() {
        return new FakeRetention();
    }

    @Bean
    FakeRefusedCalls refusedCalls() {
        return new FakeRefusedCalls();
    }

    @Bean
    FakeAlertRules alertRules(Clock clock) {
        return new FakeAlertRules(clock);
    }

    @Bean
    FakeAlerts alerts(Clock clock) {
        return new FakeAlerts(clock);
    }

    @Bean
    FakeOrganization organization() {
        return new FakeOrganization();
    }

    @Bean
    FakeUsageMails usageMails() {
        return new FakeUsageMails();
    }

    @Bean
    FakeCalendar calendar() {
        return new FakeCalendar();
    }

    @Bean
    FakeBudgets budgets() {
        return new FakeBudgets();
    }

    @Bean
    FakeTagDimensions tagDimensions() {
        return new FakeTagDimensions();
    }

    @Bean
    FakeUsageViews usageViews() {
        return new FakeUsageViews();
    }

    @Bean
    FakeNotifications notifications() {
        return new FakeNotifications();
    }

    @Bean
    FakeExports exports() {
        return new FakeExports();
    }

    @Bean
    FakePrices prices(Clock clock) {
        return new FakePrices(clock);
    }

    @Bean
    FakeModelEnds modelEnds() {
        return new FakeModelEnds();
    }

    @Bean
    FakeWaitingCalls waitingCalls() {
        return new FakeWaitingCalls();
    }

    @Bean
    FakeShutdowns comparedShutdowns() {
        return new FakeShutdowns();
    }

    @Bean
    TellShutdownUseCase shutdowns() {
        return call -> Optional.empty();
    }

    @Bean
    FakeRepricing repricing(Clock clock) {
        return new FakeRepricing(clock);
    }

    @Bean
    FakeKeys keys(Clock clock) {
        return new FakeKeys(clock);
    }

    @Bean
    FakeAudit audit(Clock clock) {
        return new FakeAudit(clock);
    }

    @Bean
    GatewayAddress gatewayAddress() {
        return new GatewayAddress("https://gateway.acme.example/", false, () -> 8090, FakeKeys.UPSTREAMS);
    }

    @Bean
    PublicAddress publicAddress() {
        return new PublicAddress("https://tokentally.acme.example/");
    }

    @Bean
    FakeShortlist shortlist(Clock clock) {
        return new FakeShortlist(clock);
    }

    @Bean
    @Primary
    BackgroundWork workAtOnce() {
        return BackgroundWork.on(Runnable::run);
    }

    @Bean
    DemoSignIns demoSignIns() {
        return new DemoSignIns(List.of(new DemoSignIn("member@acme.example", "demo", "Member of Acme")));
    }
}
