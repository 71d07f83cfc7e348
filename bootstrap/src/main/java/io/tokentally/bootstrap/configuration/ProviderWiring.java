package io.tokentally.bootstrap.configuration;

import io.tokentally.bootstrap.provider.InstalledProviders;
import io.tokentally.provider.ProviderProtocol;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds the providers, whoever they are, and makes their protocols known to whoever forwards calls. */
@Configuration(proxyBeanMethods = false)
class ProviderWiring {

    @Bean(destroyMethod = "close")
    InstalledProviders installedProviders(TokentallyProperties properties) {
        return InstalledProviders.load(properties.home().resolve("plugins"));
    }

    @Bean
    List<ProviderProtocol> providerProtocols(InstalledProviders providers) {
        return providers.protocols();
    }
}
