package io.tokentally.adapter.openai.models;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers {@link io.tokentally.application.port.out.pricing.ServedModels}. Needs {@link ServedModelsOptions} as a bean. */
@Configuration(proxyBeanMethods = false)
public class ServedModelsConfiguration {

    @Bean
    OpenAiServedModels servedModels(ServedModelsOptions options) {
        return new OpenAiServedModels(options);
    }
}
