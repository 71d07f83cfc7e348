package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.crypto.CryptoConfiguration;
import io.tokentally.adapter.crypto.MasterKeyOptions;
import io.tokentally.adapter.documents.DocumentsConfiguration;
import io.tokentally.adapter.documents.print.PrintConfiguration;
import io.tokentally.adapter.journal.JournalConfiguration;
import io.tokentally.adapter.journal.JournalOptions;
import io.tokentally.adapter.journal.JournalOptions.Posting;
import io.tokentally.adapter.metrics.MetricsConfiguration;
import io.tokentally.adapter.openai.OpenAiConfiguration;
import io.tokentally.adapter.persistence.PersistenceConfiguration;
import io.tokentally.adapter.persistence.key.KeyDirectoryOptions;
import io.tokentally.adapter.rest.ApiAddress;
import io.tokentally.adapter.rest.ExportOptions;
import io.tokentally.adapter.rest.RestConfiguration;
import io.tokentally.adapter.session.SessionConfiguration;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.bootstrap.upstream.Upstreams;
import io.tokentally.ui.UiConfiguration;
import io.tokentally.ui.form.PublicAddress;
import io.tokentally.ui.key.GatewayAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSender;

/** Takes in the adapters and hands them their settings. To swap an adapter, name another configuration here. */
@Configuration(proxyBeanMethods = false)
@Import({
    CryptoConfiguration.class,
    DocumentsConfiguration.class,
    PrintConfiguration.class,
    JournalConfiguration.class,
    MetricsConfiguration.class,
    OpenAiConfiguration.class,
    PersistenceConfiguration.class,
    PriceFilesWiring.class,
    RestConfiguration.class,
    ServedModelsWiring.class,
    SessionConfiguration.class,
    UiConfiguration.class
})
class AdaptersConfiguration {

    @Bean
    JournalOptions journalOptions(TokentallyProperties properties) {
        TokentallyProperties.Journal journal = properties.journal();
        return new JournalOptions(
                properties.home().resolve("journal"),
                journal.level(),
                journal.whenBroken(),
                journal.maxSize().toBytes(),
                journal.capacity(),
                journal.memoryCapacity(),
                Posting.DEFAULT.withBatchSize(journal.batchSize()));
    }

    @Bean
    MasterKeyOptions masterKeyOptions(TokentallyProperties properties) {
        return properties.masterKeyOptions();
    }

    @Bean
    ExportOptions exportOptions(TokentallyProperties properties) {
        return new ExportOptions(
                properties.export().leastRate().toBytes(), properties.export().grace());
    }

    @Bean
    KeyDirectoryOptions keyDirectoryOptions(TokentallyProperties properties) {
        return KeyDirectoryOptions.DEFAULT.withMaxAge(properties.keys().maxAge());
    }

    @Bean
    PublicAddress publicAddress(TokentallyProperties properties) {
        return new PublicAddress(properties.publicUrl() == null ? "" : properties.publicUrl());
    }

    @Bean
    ApiAddress apiAddress(TokentallyProperties properties) {
        return new ApiAddress(properties.publicUrl() == null ? "" : properties.publicUrl());
    }

    @Bean
    Mail mail(ObjectProvider<JavaMailSender> sender, TokentallyProperties properties) {
        return new SmtpMail(sender.getIfAvailable(), properties.mail().from());
    }

    @Bean
    GatewayAddress gatewayAddress(
            @Value("${tokentally.gateway.public-url:}") String publicUrl,
            GatewayProperties gateway,
            Upstreams upstreams,
            Environment environment) {
        return new GatewayAddress(
                publicUrl,
                gateway.tls().files() != null,
                // The one that is set may be 0, which takes a free one.
                () -> environment.getProperty("local.gateway.port", Integer.class, gateway.port()),
                upstreams.reachable());
    }
}
