package io.tokentally.bootstrap.configuration;

import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.mailing.UsageMailChoices;
import io.tokentally.application.port.out.mailing.UsageMailQueue;
import io.tokentally.application.service.mailing.ChooseUsageMailService;
import io.tokentally.application.service.mailing.SendUsageMailsService;
import io.tokentally.application.service.mailing.UsageMailReader;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires mails about usage: who wants them, and that they are sent. */
@Configuration(proxyBeanMethods = false)
class MailingWiring {

    @Bean
    ChooseUsageMailService chooseUsageMailService(UsageMailChoices choices, Mail mail) {
        return new ChooseUsageMailService(choices, mail);
    }

    /** By what people look at themselves, so that what an admin is told of others is written down as what they look at. */
    @Bean
    UsageMailReader usageMailReader(ReportUsageUseCase reports, ManageBudgetsUseCase budgets) {
        return new UsageMailReader(reports, budgets);
    }

    @Bean
    SendUsageMailsService sendUsageMailsService(
            UsageMailQueue queue,
            UsageMailReader usage,
            WorkSessions sessions,
            Mail mail,
            TokentallyProperties properties,
            Clock clock) {
        return new SendUsageMailsService(queue, usage, sessions, mail, properties.publicUrl(), clock);
    }
}
