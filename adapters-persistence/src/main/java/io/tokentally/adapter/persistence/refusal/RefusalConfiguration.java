package io.tokentally.adapter.persistence.refusal;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.application.port.out.refusal.RefusalReports;
import io.tokentally.application.port.out.refusal.StrayCalls;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts refused calls together. */
@Configuration(proxyBeanMethods = false)
public class RefusalConfiguration {

    /** What takes longer is given up, and tried again. */
    private static final int WRITE_TIMEOUT_SECONDS = 10;

    @Bean
    RefusalLedger refusalLedger(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        JdbcTemplate metering = new JdbcTemplate(meteringDataSource);
        metering.setQueryTimeout(WRITE_TIMEOUT_SECONDS);
        return new JdbcRefusalLedger(metering);
    }

    @Bean
    RefusalReports refusalReports(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcRefusalReports(new RefusalRows(JdbcClient.create(dataSource)), identity);
    }

    @Bean
    StrayCalls strayCalls(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcStrayCalls(new RefusalRows(JdbcClient.create(dataSource)), identity);
    }
}
