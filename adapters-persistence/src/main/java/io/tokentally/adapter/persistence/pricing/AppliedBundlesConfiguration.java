package io.tokentally.adapter.persistence.pricing;

import io.tokentally.application.port.out.pricing.PriceEditions;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Has the list prices of a command be those of the application: with the bundles that were applied. It needs {@link
 * PriceEditions}, and the database as its owner.
 */
public class AppliedBundlesConfiguration {

    /** To be run before the list is asked for. */
    @Bean
    Runnable appliedBundles(DataSource ownerDataSource, PriceEditions editions) {
        return new AppliedBundles(new JdbcPriceBundles(JdbcClient.create(ownerDataSource), () -> {}), editions);
    }
}
