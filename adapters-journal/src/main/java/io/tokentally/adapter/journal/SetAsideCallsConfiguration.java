package io.tokentally.adapter.journal;

import io.tokentally.application.port.out.person.SetAsideCalls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is done about calls that a journal has set aside. It needs {@link JournalOptions}, and takes no journal into use. */
@Configuration(proxyBeanMethods = false)
public class SetAsideCallsConfiguration {

    @Bean
    SetAsideCalls setAsideCalls(JournalOptions options) {
        return new StoredSetAsideCalls(options.folder());
    }
}
