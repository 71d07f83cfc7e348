package io.tokentally.adapter.persistence.pricing;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.pricing.ListPriceChanges;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.pricing.PriceBundleDecisions;
import io.tokentally.application.port.out.pricing.PriceBundleStore;
import io.tokentally.application.port.out.pricing.PriceEditions;
import io.tokentally.application.port.out.pricing.UnpricedCalls;
import javax.sql.DataSource;
import org.mapstruct.factory.Mappers;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the price books together. */
@Configuration(proxyBeanMethods = false)
public class PricingConfiguration {

    /** What takes longer is given up, so that one query cannot keep the books from ever being read again. */
    private static final int QUERY_TIMEOUT_SECONDS = 10;

    /** Thousands of imported prices may take a busy database longer, and the thread that reads them has nothing else to do. */
    private static final int READING_TIMEOUT_SECONDS = 300;

    @Bean
    PriceBookCache priceBookSource(
            ListPrices listPrices,
            PriceEditions editions,
            @Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return PriceBookCache.start(
                listPrices,
                new StoredPricing(
                        within(QUERY_TIMEOUT_SECONDS, meteringDataSource),
                        within(READING_TIMEOUT_SECONDS, meteringDataSource)),
                new AppliedBundles(
                        new JdbcPriceBundles(within(READING_TIMEOUT_SECONDS, meteringDataSource), () -> {}), editions),
                PriceBookOptions.DEFAULT);
    }

    @Bean
    PriceBundleStore priceBundleStore(
            @Qualifier("meteringDataSource") DataSource meteringDataSource, PriceBookCache books) {
        return new JdbcPriceBundles(within(QUERY_TIMEOUT_SECONDS, meteringDataSource), books::refresh);
    }

    @Bean
    PriceBundleDecisions priceBundleDecisions(DataSource dataSource, ViewerIdentity identity, PriceBookCache books) {
        return new JdbcPriceBundleDecisions(JdbcClient.create(dataSource), identity, books::refresh);
    }

    private static JdbcClient within(int seconds, DataSource dataSource) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(seconds);
        return JdbcClient.create(template);
    }

    @Bean
    OrganizationPrices organizationPrices(
            StoredPrices prices,
            StoredDiscounts discounts,
            StoredWithdrawals withdrawals,
            ViewerIdentity identity,
            PriceBookCache books) {
        return new JpaOrganizationPrices(
                prices, discounts, withdrawals, identity, Mappers.getMapper(StoredPriceMapper.class), books::refresh);
    }

    @Bean
    ListPriceChanges listPriceChanges(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcListPriceChanges(JdbcClient.create(dataSource), identity);
    }

    @Bean
    UnpricedCalls unpricedCalls(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcUnpricedCalls(JdbcClient.create(dataSource), identity);
    }
}
