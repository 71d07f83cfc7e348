package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase;
import io.tokentally.application.port.in.forecast.ForecastUsageUseCase;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.pricing.WatchModelEndsUseCase;
import io.tokentally.application.port.in.summary.SummarizeUsageUseCase;
import io.tokentally.application.port.in.usage.ExportCallsUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.forecast.ForecastError;
import io.tokentally.domain.forecast.ForecastRange;
import io.tokentally.domain.forecast.UsageForecast;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The API by itself, over a usage that the tests make up. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RestConfiguration.class)
class RestTestApplication {

    static final Instant NOW = Instant.parse("2026-10-20T22:30:00Z");

    private static final ModelLifecycle NANO_ENDS = new ModelLifecycle(
            Provider.OPENAI,
            List.of(new ModelPattern("gpt-4.1-nano*")),
            LocalDate.of(2026, 10, 23),
            new ModelName("gpt-5.6-luna"),
            "https://developers.openai.com/api/docs/deprecations");

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    ExportOptions exportOptions(
            @Value("${test.export.least-rate:1024}") long leastRate,
            @Value("${test.export.grace:30s}") Duration grace) {
        return new ExportOptions(leastRate, grace);
    }

    @Bean
    FakeUsage fakeUsage() {
        return new FakeUsage();
    }

    @Bean
    FakeCalendar fakeCalendar() {
        return new FakeCalendar();
    }

    @Bean
    FakeConfirmations fakeConfirmations() {
        return new FakeConfirmations();
    }

    @Bean
    FakeUsageMails fakeUsageMails() {
        return new FakeUsageMails();
    }

    @Bean
    FakeTagDimensions fakeTagDimensions() {
        return new FakeTagDimensions();
    }

    @Bean
    FakePriceBundles fakePriceBundles() {
        return new FakePriceBundles();
    }

    @Bean
    FakePrices fakePrices(Clock clock) {
        return new FakePrices(clock);
    }

    /** The calls of one session tell that their model had ended. */
    @Bean
    TellShutdownUseCase shutdowns() {
        return call ->
                Optional.of(NANO_ENDS).filter(ends -> call.trace().clientIds().containsValue("after-shutdown"));
    }

    @Bean
    WatchModelEndsUseCase modelEnds() {
        return (viewer, scope) -> {
            viewer.requireMayLook(scope);
            return List.of(new EndingModel(
                    new ModelName("gpt-4.1-nano-2025-04-14"),
                    NANO_ENDS,
                    1_204,
                    Money.usd("12.50"),
                    Money.usd("25.0001")));
        };
    }

    @Bean
    FakeKeys fakeKeys() {
        return new FakeKeys();
    }

    @Bean
    FakeBudgets fakeBudgets() {
        return new FakeBudgets();
    }

    @Bean
    FakeTokens fakeTokens() {
        return new FakeTokens();
    }

    @Bean
    FakeRetention fakeRetention() {
        return new FakeRetention();
    }

    @Bean
    FakeMembers fakeMembers() {
        return new FakeMembers();
    }

    @Bean
    ManageInvitationsUseCase manageInvitations(FakeMembers fakeMembers) {
        return fakeMembers.manageInvitations();
    }

    @Bean
    FakeAudit fakeAudit() {
        return new FakeAudit();
    }

    @Bean
    CurrentViewer currentViewer(FakeUsage fakeUsage) {
        return fakeUsage.currentViewer();
    }

    @Bean
    SummarizeUsageUseCase summarizeUsage(FakeUsage fakeUsage) {
        return fakeUsage::summarize;
    }

    @Bean
    FakeReports fakeReports() {
        return new FakeReports();
    }

    @Bean
    FakeFailures fakeFailures() {
        return new FakeFailures();
    }

    @Bean
    FakeChanges fakeChanges() {
        return new FakeChanges();
    }

    @Bean
    FakeAlternatives fakeAlternatives() {
        return new FakeAlternatives();
    }

    @Bean
    FakeRefusedCalls fakeRefusedCalls() {
        return new FakeRefusedCalls();
    }

    @Bean
    ListCallsUseCase listCalls(FakeUsage fakeUsage) {
        return fakeUsage.listCalls();
    }

    @Bean
    FakeAlertRules fakeAlertRules() {
        return new FakeAlertRules();
    }

    @Bean
    FakeAlerts fakeAlerts() {
        return new FakeAlerts();
    }

    @Bean
    ForecastUsageUseCase forecastUsage() {
        return (viewer, scope, window) -> {
            viewer.requireMayLook(scope);
            return new UsageForecast(
                    Money.usd("12.3456789"),
                    new ForecastRange(Money.usd("27.5"), Money.usd("30.12"), Money.usd("33.1")),
                    200,
                    new ForecastError(6, new BigDecimal("4.2")));
        };
    }

    @Bean
    FakeExports fakeExports() {
        return new FakeExports();
    }

    @Bean
    ExportCallsUseCase exportCalls(FakeUsage fakeUsage) {
        return (viewer, query, sink) -> fakeUsage.export(viewer, query, sink);
    }
}
