package io.tokentally.bootstrap.mailing;

import io.tokentally.application.port.in.mailing.SendUsageMailsUseCase;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what has mails about usage sent. */
@Configuration(proxyBeanMethods = false)
class MailingSetup {

    private static final Duration EVERY = Duration.ofMinutes(1);

    @Bean
    UsageMailJob usageMailJob(SendUsageMailsUseCase mails) {
        return new UsageMailJob(mails, EVERY);
    }
}
