package io.tokentally.adapter.openai.usage;

import io.tokentally.provider.ProviderProtocol;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers OpenAI's protocol to whoever forwards calls. */
@Configuration(proxyBeanMethods = false)
public class ProtocolConfiguration {

    @Bean
    ProviderProtocol openAiProtocol() {
        return new OpenAiProtocol();
    }
}
