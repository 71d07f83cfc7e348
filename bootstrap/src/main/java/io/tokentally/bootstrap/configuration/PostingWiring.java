package io.tokentally.bootstrap.configuration;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.pricing.PricingConfiguration;
import io.tokentally.adapter.persistence.usage.UsageConfiguration;
import io.tokentally.database.CommandDatabase;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The beans of the commands that price calls and post them to the ledger, as the application has them. It is no configuration of the
 * application's, which is why it has no annotation that the application would find it by.
 */
@Import({ListedPricesWiring.class, PricingConfiguration.class, UsageConfiguration.class})
class PostingWiring {

    /** Two that write, and one that reads price books. */
    private static final int METERING_CONNECTIONS = 3;

    @Bean
    DataSource meteringDataSource(CommandDatabase database) {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("posting");
        configuration.setDataSource(database.metering());
        configuration.setMaximumPoolSize(METERING_CONNECTIONS);
        return new HikariDataSource(configuration);
    }
}
