package io.tokentally.adapter.persistence.repricing;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.adapter.persistence.usage.RepricingQuery;
import io.tokentally.application.port.out.repricing.CallsByVersion;
import io.tokentally.application.port.out.repricing.CallsWithoutPriceBook;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.repricing.WaitingCalls;
import io.tokentally.application.port.out.repricing.WaitingCallsChoice;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts repricing together. */
@Configuration(proxyBeanMethods = false)
public class RepricingConfiguration {

    @Bean
    RepricingLedger repricingLedger(DataSource dataSource, ViewerIdentity identity, RepricingQuery calls) {
        return new JdbcRepricingLedger(JdbcClient.create(dataSource), identity, calls);
    }

    @Bean
    CallsByVersion callsByVersion(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcCallsByVersion(JdbcClient.create(dataSource), identity);
    }

    @Bean
    CallsWithoutPriceBook callsWithoutPriceBook(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new JdbcCallsWithoutPriceBook(JdbcClient.create(meteringDataSource));
    }

    @Bean
    WaitingCalls waitingCalls(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new JdbcWaitingCalls(JdbcClient.create(meteringDataSource));
    }

    @Bean
    WaitingCallsChoice waitingCallsChoice(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcWaitingCallsChoice(JdbcClient.create(dataSource), identity);
    }
}
