package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.openai.models.ServedModelsConfiguration;
import io.tokentally.adapter.openai.models.ServedModelsOptions;
import io.tokentally.bootstrap.upstream.Upstream;
import io.tokentally.bootstrap.upstream.Upstreams;
import io.tokentally.domain.metering.Provider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Whom to ask for the ends of models: OpenAI, where its calls go, for it tells them by API. */
@Configuration(proxyBeanMethods = false)
@Import(ServedModelsConfiguration.class)
class ServedModelsWiring {

    @Bean
    ServedModelsOptions servedModelsOptions(Upstreams upstreams) {
        Upstream openAi = upstreams.all().stream()
                .filter(upstream -> upstream.name().equals(Provider.OPENAI))
                .findFirst()
                .orElseThrow();
        return new ServedModelsOptions(openAi.name(), openAi.baseUrl(), openAi.needsKey());
    }
}
