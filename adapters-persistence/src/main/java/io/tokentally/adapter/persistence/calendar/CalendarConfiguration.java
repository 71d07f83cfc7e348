package io.tokentally.adapter.persistence.calendar;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the choice of a time zone together. */
@Configuration(proxyBeanMethods = false)
public class CalendarConfiguration {

    @Bean
    CalendarChoice calendarChoice(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcCalendarChoice(JdbcClient.create(dataSource), identity);
    }
}
