package io.tokentally.bootstrap.configuration;

import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.port.out.pricing.ListPriceChanges;
import io.tokentally.application.port.out.pricing.ListPriceFile;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.pricing.PriceBundleDecisions;
import io.tokentally.application.port.out.pricing.PriceBundleDoors;
import io.tokentally.application.port.out.pricing.PriceBundleMonitor;
import io.tokentally.application.port.out.pricing.PriceBundleStore;
import io.tokentally.application.port.out.pricing.PriceEditions;
import io.tokentally.application.port.out.pricing.PriceMapReader;
import io.tokentally.application.port.out.pricing.ServedModels;
import io.tokentally.application.port.out.pricing.UnpricedCalls;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.repricing.CallsByVersion;
import io.tokentally.application.port.out.repricing.CallsWithoutPriceBook;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.repricing.RepricingMonitor;
import io.tokentally.application.port.out.repricing.WaitingCalls;
import io.tokentally.application.port.out.repricing.WaitingCallsChoice;
import io.tokentally.application.service.pricing.BrowsePricesService;
import io.tokentally.application.service.pricing.BundleReviews;
import io.tokentally.application.service.pricing.CollectPriceBundlesService;
import io.tokentally.application.service.pricing.CompareShutdownsService;
import io.tokentally.application.service.pricing.ManageListPricesService;
import io.tokentally.application.service.pricing.ManagePriceBundlesService;
import io.tokentally.application.service.pricing.ManagePricesService;
import io.tokentally.application.service.pricing.PriceMapsInTurn;
import io.tokentally.application.service.pricing.RefusedBundles;
import io.tokentally.application.service.pricing.TellShutdownService;
import io.tokentally.application.service.pricing.WatchModelEndsService;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.reading.Shares;
import io.tokentally.application.service.repricing.ManageWaitingCallsService;
import io.tokentally.application.service.repricing.PriceLateCallsService;
import io.tokentally.application.service.repricing.PriceWaitingCallsService;
import io.tokentally.application.service.repricing.RepriceService;
import io.tokentally.application.service.repricing.RepricingSteps;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Wires what is done with prices: looking them up, keeping them, and pricing calls again. */
@Configuration(proxyBeanMethods = false)
class PricingWiring {

    /** Few enough that a step locks rows for some ten milliseconds, enough that its overhead does not count. */
    private static final int CALLS_PER_STEP = 500;

    @Bean
    BrowsePricesService browsePricesService(ListPrices listPrices, OrganizationPrices organizationPrices, Clock clock) {
        return new BrowsePricesService(listPrices, organizationPrices, clock);
    }

    @Bean
    WatchModelEndsService watchModelEndsService(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            UsageReports reports,
            CalendarChoice calendar,
            Clock clock) {
        return new WatchModelEndsService(listPrices, organizationPrices, reports, calendar, clock);
    }

    @Bean
    CompareShutdownsService compareShutdownsService(
            ServedModels servedModels, KeyDirectory keys, SecretVault vault, ListPrices listPrices) {
        return new CompareShutdownsService(servedModels, keys, vault, listPrices);
    }

    @Bean
    TellShutdownService tellShutdownService(ListPrices listPrices) {
        return new TellShutdownService(listPrices);
    }

    @Bean
    ManagePricesService managePricesService(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            UnpricedCalls unpricedCalls,
            PriceMapReader priceMapReader,
            Clock clock) {
        return new ManagePricesService(
                listPrices, organizationPrices, unpricedCalls, priceMapReader, UUID::randomUUID, clock);
    }

    /** A map takes many times its size while it is read: two at once, of two organizations. */
    @Bean
    @Primary
    PriceMapsInTurn priceMapsInTurn(ManagePricesService prices) {
        return new PriceMapsInTurn(
                prices,
                new FairTurns(new Shares("price maps", 2, 1, 1, 3, Duration.ofSeconds(10), Duration.ofSeconds(10))));
    }

    @Bean
    ManageListPricesService manageListPricesService(
            ListPriceFile file, ListPrices listPrices, ListPriceChanges changes, Clock clock) {
        return new ManageListPricesService(file, listPrices, changes, clock);
    }

    @Bean
    BundleReviews bundleReviews(PriceEditions editions, PriceBundleStore store, Clock clock) {
        return new BundleReviews(editions, store, clock);
    }

    @Bean
    RefusedBundles refusedBundles() {
        return new RefusedBundles();
    }

    @Bean
    ManagePriceBundlesService managePriceBundlesService(
            PriceEditions editions,
            PriceBundleStore store,
            PriceBundleDecisions decisions,
            BundleReviews reviews,
            RefusedBundles refused) {
        return new ManagePriceBundlesService(editions, store, decisions, reviews, refused);
    }

    @Bean
    CollectPriceBundlesService collectPriceBundlesService(
            PriceBundleDoors doors,
            PriceEditions editions,
            PriceBundleStore store,
            BundleReviews reviews,
            RefusedBundles refused,
            PriceBundleMonitor monitor,
            TokentallyProperties properties) {
        return new CollectPriceBundlesService(
                doors.all(),
                editions,
                store,
                reviews,
                refused,
                monitor,
                properties.prices().autoApply());
    }

    @Bean
    RepricingSteps repricingSteps(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            RepricingLedger ledger,
            CallsByVersion callsByVersion) {
        return new RepricingSteps(
                listPrices, organizationPrices, ledger, callsByVersion, UUID::randomUUID, CALLS_PER_STEP);
    }

    /** One after the other: two at once would only wait for each other's rows. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService repricingExecutor() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("repricing").daemon().factory());
    }

    @Bean
    RepriceService repriceService(
            RepricingSteps steps,
            @Qualifier("readingTurns") FairTurns turns,
            WorkSessions workSessions,
            RepricingMonitor monitor,
            @Qualifier("repricingExecutor") ExecutorService repricingExecutor,
            Clock clock) {
        return new RepriceService(steps, turns, workSessions, monitor, repricingExecutor, clock);
    }

    @Bean
    PriceLateCallsService priceLateCallsService(CallsWithoutPriceBook calls, PriceBookSource priceBookSource) {
        return new PriceLateCallsService(calls, priceBookSource, UUID::randomUUID, CALLS_PER_STEP);
    }

    @Bean
    PriceWaitingCallsService priceWaitingCallsService(
            WaitingCalls calls, PriceBookSource priceBookSource, Clock clock) {
        return new PriceWaitingCallsService(calls, priceBookSource, UUID::randomUUID, CALLS_PER_STEP, clock);
    }

    @Bean
    ManageWaitingCallsService manageWaitingCallsService(WaitingCallsChoice choice) {
        return new ManageWaitingCallsService(choice);
    }
}
