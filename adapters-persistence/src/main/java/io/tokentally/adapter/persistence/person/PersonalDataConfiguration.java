package io.tokentally.adapter.persistence.person;

import io.tokentally.application.port.out.person.PersonalData;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the database's owner does about a person's data. It needs the {@code ownerDataSource} and nothing else. */
@Configuration(proxyBeanMethods = false)
public class PersonalDataConfiguration {

    @Bean
    PersonalData personalData(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcPersonalData(ownerDataSource);
    }
}
