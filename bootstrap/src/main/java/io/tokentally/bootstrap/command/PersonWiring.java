package io.tokentally.bootstrap.command;

import io.tokentally.adapter.journal.JournalOptions;
import io.tokentally.application.port.in.person.ManagePersonalDataUseCase;
import io.tokentally.application.port.out.person.PersonalData;
import io.tokentally.application.port.out.person.SetAsideCalls;
import io.tokentally.application.service.person.ManagePersonalDataService;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import org.springframework.context.annotation.Bean;

/**
 * The beans of the command that hands a person's data out or erases it. It is no configuration of the application's, which is why it has no
 * annotation that the application would find it by.
 */
class PersonWiring {

    @Bean
    JournalOptions journalOptions(TokentallyProperties properties) {
        return JournalOptions.in(properties.home().resolve("journal"));
    }

    @Bean
    ManagePersonalDataUseCase managePersonalData(PersonalData data, SetAsideCalls setAside) {
        return new ManagePersonalDataService(data, setAside);
    }
}
