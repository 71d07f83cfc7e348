package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.alert.AlertHookOptions;
import io.tokentally.adapter.alert.AlertHooksConfiguration;
import io.tokentally.adapter.alert.AlertHooksConfiguration.OperatorFile;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.application.port.out.alert.AlertHistory;
import io.tokentally.application.port.out.alert.AlertHooks;
import io.tokentally.application.port.out.alert.AlertQueue;
import io.tokentally.application.port.out.alert.AlertRules;
import io.tokentally.application.port.out.alert.AlertWatch;
import io.tokentally.application.port.out.alert.OperatorNotices;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.application.port.out.summary.LedgerMonitor;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.service.alert.AlertRecord;
import io.tokentally.application.service.alert.AlertSending;
import io.tokentally.application.service.alert.ChannelSecrets;
import io.tokentally.application.service.alert.ComparedSums;
import io.tokentally.application.service.alert.DeliverAlertsService;
import io.tokentally.application.service.alert.ManageAlertRulesService;
import io.tokentally.application.service.alert.ManageAlertsService;
import io.tokentally.application.service.alert.MissedRecords;
import io.tokentally.application.service.alert.OperatorReceivers;
import io.tokentally.application.service.alert.ReadAlertsService;
import io.tokentally.application.service.alert.WatchAlertsService;
import io.tokentally.application.service.alert.WatchOutlooksService;
import io.tokentally.application.service.alert.WatchTroublesService;
import io.tokentally.application.service.forecast.ForecastUsageService;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Wires alerts: looking at them, where they are told, and sending; and forecasts. */
@Configuration(proxyBeanMethods = false)
@Import(AlertHooksConfiguration.class)
class AlertWiring {

    /** With the messages that are taken at once, and what one takes at most, they are sent before their lease ends. */
    private static final int SENT_AT_ONCE = 8;

    @Bean
    AlertHookOptions alertHookOptions(@Value("${tokentally.alerts.own-network:false}") boolean ownNetworkAllowed) {
        return new AlertHookOptions(ownNetworkAllowed, AlertHookOptions.DEFAULT_TIMEOUT);
    }

    @Bean
    ChannelSecrets channelSecrets(SecretSealing sealing) {
        return new ChannelSecrets(sealing);
    }

    @Bean
    AlertSending alertSending(Mail mail, AlertHooks hooks) {
        return new AlertSending(mail, hooks);
    }

    @Bean
    AlertRecord alertRecord(AlertChannels channels) {
        return new AlertRecord(channels);
    }

    @Bean
    ManageAlertsService manageAlertsService(
            AlertChannels channels,
            AlertHistory history,
            AlertQueue queue,
            AlertRecord kept,
            ChannelSecrets secrets,
            AlertSending sending,
            Clock clock) {
        return new ManageAlertsService(channels, history, queue, kept, secrets, sending, UUID::randomUUID, clock);
    }

    @Bean
    ReadAlertsService readAlertsService(AlertHistory history, Clock clock) {
        return new ReadAlertsService(history, clock);
    }

    @Bean
    ManageAlertRulesService manageAlertRulesService(AlertRules rules, Clock clock) {
        return new ManageAlertRulesService(rules, clock);
    }

    @Bean
    WatchAlertsService watchAlertsService(AlertWatch watch, Clock clock) {
        return new WatchAlertsService(watch, clock);
    }

    @Bean
    WatchOutlooksService watchOutlooksService(AlertWatch watch, ListPrices listPrices, Clock clock) {
        return new WatchOutlooksService(watch, listPrices, clock);
    }

    @Bean
    ForecastUsageService forecastUsageService(ReportUsageUseCase reports, Clock clock) {
        return new ForecastUsageService(reports, clock);
    }

    @Bean
    OperatorFile operatorFile(TokentallyProperties properties) {
        return new OperatorFile(properties.home().resolve("alerts").resolve("operator.json"));
    }

    @Bean
    OperatorReceivers operatorReceivers(
            @Value("${tokentally.alerts.operator-mail:}") String operatorMail,
            @Value("${tokentally.alerts.operator-webhook:}") String webhook,
            @Value("${tokentally.alerts.operator-webhook-key:}") String webhookKey,
            Mail mail) {
        return OperatorReceivers.of(operatorMail, webhook, webhookKey, mail.isConfigured());
    }

    @Bean
    ComparedSums comparedSums(@Qualifier("ledgerMonitor") LedgerMonitor monitor) {
        return new ComparedSums(monitor);
    }

    /** Whoever tells how metering goes tells it here, wherever it goes from there. */
    @Bean
    @Primary
    MissedRecords missedRecords(@Qualifier("meteringMonitor") MeteringMonitor monitor, Clock clock) {
        return new MissedRecords(monitor, clock);
    }

    @Bean
    WatchTroublesService watchTroublesService(
            RecordUsageUseCase usage,
            ComparedSums sums,
            MissedRecords missed,
            OperatorNotices notices,
            OperatorReceivers receivers,
            AlertSending sending,
            Clock clock) {
        return new WatchTroublesService(
                usage, sums, missed, notices, receivers, sending, hostName(), UUID::randomUUID, clock);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService alertSenders() {
        return Executors.newFixedThreadPool(
                SENT_AT_ONCE, Thread.ofPlatform().name("alerts-", 1).daemon().factory());
    }

    @Bean
    DeliverAlertsService deliverAlertsService(
            AlertQueue queue,
            ChannelSecrets secrets,
            AlertSending sending,
            @Qualifier("alertSenders") ExecutorService alertSenders,
            Clock clock) {
        return new DeliverAlertsService(queue, secrets, sending, alertSenders, clock);
    }
}
