package io.tokentally.adapter.usagefile;

import io.tokentally.application.port.out.usage.UsageFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads files of past usage. */
@Configuration(proxyBeanMethods = false)
public class UsageFilesConfiguration {

    @Bean
    UsageFiles usageFiles() {
        return new RecognizedUsageFiles();
    }
}
