package io.tokentally.ui.preview;

import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.ADMIN;
import static io.tokentally.ui.fake.FakeAccess.CONSULTANT;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static io.tokentally.ui.fake.FakeAccess.NEWCOMER;
import static io.tokentally.ui.fake.FakeAccess.NOBODY;
import static io.tokentally.ui.fake.FakeAccess.OWNER;
import static io.tokentally.ui.fake.FakeAccess.SECOND;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.ui.UiConfiguration;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeAlternatives;
import io.tokentally.ui.fake.FakeAudit;
import io.tokentally.ui.fake.FakeCalendar;
import io.tokentally.ui.fake.FakeChanges;
import io.tokentally.ui.fake.FakeExports;
import io.tokentally.ui.fake.FakeInstallation;
import io.tokentally.ui.fake.FakeKeys;
import io.tokentally.ui.fake.FakeLinks;
import io.tokentally.ui.fake.FakeMembers;
import io.tokentally.ui.fake.FakeModelEnds;
import io.tokentally.ui.fake.FakeNotifications;
import io.tokentally.ui.fake.FakeOrganization;
import io.tokentally.ui.fake.FakePriceBundles;
import io.tokentally.ui.fake.FakePrices;
import io.tokentally.ui.fake.FakePrinter;
import io.tokentally.ui.fake.FakeRefusedCalls;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeRepricing;
import io.tokentally.ui.fake.FakeRetention;
import io.tokentally.ui.fake.FakeSecondFactor;
import io.tokentally.ui.fake.FakeSessions;
import io.tokentally.ui.fake.FakeShortlist;
import io.tokentally.ui.fake.FakeShutdowns;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.fake.FakeTokens;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.fake.FakeUsageViews;
import io.tokentally.ui.fake.FakeWaitingCalls;
import io.tokentally.ui.fake.History;
import io.tokentally.ui.form.PublicAddress;
import io.tokentally.ui.key.GatewayAddress;
import io.tokentally.ui.login.DemoSignIns;
import io.tokentally.ui.login.DemoSignIns.DemoSignIn;
import io.tokentally.ui.login.SignInController;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Start the main method, open port 8090 and look at the pages with made-up figures; every password is {@code demo}. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(UiConfiguration.class)
public class UiPreview {

    private static final Viewer OWNER_OF_ACME = ViewerFixtures.viewer(OWNER, ACME, Role.OWNER);

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(UiPreview.class);
        application.setDefaultProperties(java.util.Map.of("server.port", "8090", "server.address", "127.0.0.1"));
        application.run(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    FakeAccess access() {
        return new FakeAccess(() -> new UserId(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication())
                        .getName()));
    }

    @Bean
    FakeMembers members(FakeAccess access) {
        access.setMustChangePassword(SECOND, true);
        return new FakeMembers(access);
    }

    @Bean
    FakeSecondFactor secondFactor(FakeAccess access) {
        return new FakeSecondFactor(access);
    }

    @Bean
    FakeAudit audit(Clock clock) {
        FakeAudit audit = new FakeAudit(clock);
        audit.fill();
        return audit;
    }

    @Bean
    FakeLinks links() {
        return new FakeLinks();
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
    FakeUsage usage(Clock clock) {
        FakeUsage usage = new FakeUsage();
        usage.addAll(new History().of(ACME, List.of(MEMBER, ADMIN, SECOND), clock.instant()));
        return usage;
    }

    @Bean
    FakeReports reports(FakeUsage usage, Clock clock) {
        return new FakeReports(usage, clock);
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
    FakeOrganization organization() {
        return new FakeOrganization();
    }

    @Bean
    FakeCalendar calendar() {
        return new FakeCalendar();
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
    FakePrices prices(Clock clock) {
        FakePrices prices = new FakePrices(clock);
        prices.addOwnPrices(OWNER_OF_ACME);
        return prices;
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
    FakeSessions sessions() {
        return new FakeSessions();
    }

    @Bean
    FakeTokens tokens() {
        return new FakeTokens();
    }

    @Bean
    FakeExports exports() {
        return new FakeExports();
    }

    @Bean
    FakeRepricing repricing(Clock clock) {
        FakeRepricing repricing = new FakeRepricing(clock);
        repricing.add(Repricing.State.APPLIED, FakeRepricing.october("Contract signed late"), 1_204);
        repricing.add(Repricing.State.APPLYING, FakeRepricing.october("Price of o5-preview entered"), 700);
        return repricing;
    }

    @Bean
    FakeKeys keys(Clock clock) {
        FakeKeys keys = new FakeKeys(clock);
        keys.add(OWNER_OF_ACME, KeyHolder.user(MEMBER), "laptop", null, clock.instant());
        keys.add(
                OWNER_OF_ACME,
                KeyHolder.service(new UserId("nightly-import")),
                "import on the old server",
                clock.instant().minusSeconds(3_600),
                null);
        return keys;
    }

    @Bean
    PublicAddress publicAddress() {
        return new PublicAddress("");
    }

    @Bean
    GatewayAddress gatewayAddress() {
        return new GatewayAddress("", false, () -> 8090, FakeKeys.UPSTREAMS);
    }

    @Bean
    FakeShortlist shortlist(Clock clock, FakeAccess access) {
        FakeShortlist shortlist = new FakeShortlist(clock);
        Viewer admin = ViewerFixtures.viewer(ADMIN, ACME, Role.ADMIN);
        shortlist.add(admin, "bruno-costa.docx", FakeShortlist.bruno());
        shortlist.add(admin, "ada-byron.pdf", FakeShortlist.ada());
        return shortlist;
    }

    @Bean
    DemoSignIns demoSignIns() {
        return new DemoSignIns(List.of(
                new DemoSignIn(OWNER.value(), "demo", "Owner of Acme"),
                new DemoSignIn(ADMIN.value(), "demo", "Admin of Acme, member of Globex"),
                new DemoSignIn(MEMBER.value(), "demo", "Member of Acme"),
                new DemoSignIn(SECOND.value(), "demo", "Member of Acme with a one-time password"),
                new DemoSignIn(NEWCOMER.value(), "demo", "Member of Globex"),
                new DemoSignIn(CONSULTANT.value(), "demo", "Member of Acme, owner of Globex"),
                new DemoSignIn(NOBODY.value(), "demo", "Nobody yet")));
    }

    @Bean
    UserDetailsService accounts() {
        InMemoryUserDetailsManager accounts = new InMemoryUserDetailsManager();
        List.of(OWNER, ADMIN, MEMBER, SECOND, NEWCOMER, CONSULTANT, NOBODY)
                .forEach(user -> accounts.createUser(User.withUsername(user.value())
                        .password("{noop}demo")
                        .roles(user.equals(OWNER) || user.equals(CONSULTANT) ? "OWNER" : "MEMBER")
                        .build()));
        return accounts;
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers(SignInController.PATH).permitAll())
                .with(
                        VaadinSecurityConfigurer.vaadin(),
                        vaadin -> vaadin.loginView(SignInController.PATH)
                                // So that what does not exist reaches the page that says so.
                                .anyRequest(AuthorizedUrl::authenticated))
                .build();
    }
}
