package io.tokentally.bootstrap.configuration;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.shortlist.CandidateAnalyst;
import io.tokentally.application.port.out.shortlist.Candidates;
import io.tokentally.application.port.out.shortlist.ResumeReader;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.UsageJournal;
import io.tokentally.application.service.access.ListPeopleService;
import io.tokentally.application.service.access.ManageMembersService;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.application.service.shortlist.CandidateShelf;
import io.tokentally.application.service.shortlist.ShortlistService;
import io.tokentally.application.service.summary.SummarizeUsageService;
import io.tokentally.application.service.usage.ListCallsService;
import io.tokentally.application.service.usage.RecordUsageService;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Wires the use cases: the core carries no framework, so its beans are declared here. */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement(proxyTargetClass = true)
class CoreConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RecordUsageService recordUsageService(
            PriceBookSource priceBookSource, UsageJournal journal, MeteringMonitor monitor) {
        return new RecordUsageService(priceBookSource, journal, monitor, new SecureRandom());
    }

    @Bean
    ListCallsService listCallsService(CallHistory history) {
        return new ListCallsService(history);
    }

    @Bean
    SummarizeUsageService summarizeUsageService(UsageRollups rollups, Clock clock) {
        return new SummarizeUsageService(rollups, clock);
    }

    @Bean
    ListPeopleService listPeopleService(Accounts accounts) {
        return new ListPeopleService(accounts);
    }

    @Bean
    SignInService signInService(Accounts accounts) {
        return new SignInService(accounts);
    }

    @Bean
    ManageMembersService manageMembersService(Members members, Passwords passwords) {
        return new ManageMembersService(members, passwords);
    }

    @Bean
    CandidateShelf candidateShelf(Candidates candidates) {
        return new CandidateShelf(candidates);
    }

    @Bean
    ShortlistService shortlistService(
            ResumeReader reader, CandidateAnalyst analyst, CandidateShelf shelf, Clock clock) {
        return new ShortlistService(reader, analyst, shelf, clock);
    }
}
