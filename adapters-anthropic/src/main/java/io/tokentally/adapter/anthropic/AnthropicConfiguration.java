package io.tokentally.adapter.anthropic;

import io.tokentally.provider.ProviderProtocol;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers Anthropic's protocol to whoever forwards calls. */
@Configuration(proxyBeanMethods = false)
public class AnthropicConfiguration {

    @Bean
    ProviderProtocol anthropicProtocol() {
        return new AnthropicProtocol();
    }
}
