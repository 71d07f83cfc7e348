package io.tokentally.adapter.openai;

import io.tokentally.adapter.openai.shortlist.AnalystConfiguration;
import io.tokentally.adapter.openai.usage.MeteredOpenAi;
import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.refusal.CountRefusedCallUseCase;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.in.usage.ReportMeteringFailureUseCase;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Offers metering for OpenAI clients and an analyst that is metered itself. Needs {@link OpenAiOptions} as a bean. */
@Configuration(proxyBeanMethods = false)
@Import(AnalystConfiguration.class)
public class OpenAiConfiguration {

    @Bean(destroyMethod = "close")
    MeteredOpenAi meteredOpenAi(
            RecordUsageUseCase recorder,
            AdmitSpendingUseCase spending,
            CountRefusedCallUseCase refusals,
            ReportMeteringFailureUseCase failures,
            OpenAiOptions options,
            Clock clock) {
        return new MeteredOpenAi(
                recorder,
                spending,
                refusals,
                failures,
                options.defaultOrganization(),
                options.defaultUser(),
                clock,
                System::nanoTime,
                UUID::randomUUID);
    }
}
