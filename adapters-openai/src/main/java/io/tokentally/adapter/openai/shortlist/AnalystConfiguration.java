package io.tokentally.adapter.openai.shortlist;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import io.tokentally.adapter.openai.OpenAiOptions;
import io.tokentally.adapter.openai.usage.MeteredOpenAi;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers the analyst, which is metered. Comes with {@link io.tokentally.adapter.openai.OpenAiConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class AnalystConfiguration {

    @Bean(destroyMethod = "close")
    OpenAiCandidateAnalyst candidateAnalyst(MeteredOpenAi meteredOpenAi, OpenAiOptions options) {
        return new OpenAiCandidateAnalyst(meteredOpenAi.wrap(client(options)), options.model(), options.simulated());
    }

    /** Its own log is off whatever OPENAI_LOG says, since it would show résumés. */
    private static OpenAIClient client(OpenAiOptions options) {
        OpenAIOkHttpClient.Builder builder = OpenAIOkHttpClient.builder()
                .apiKey(Objects.requireNonNullElse(options.apiKey(), "simulated"))
                .timeout(options.timeout())
                .logLevel(LogLevel.OFF);
        if (options.baseUrl() != null) {
            builder.baseUrl(options.baseUrl().toString());
        }
        return builder.build();
    }
}
