package io.tokentally.adapter.metrics;

import io.tokentally.application.port.out.pricing.PriceBundleMonitor;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.StoredBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what becomes of price bundles that come by themselves. */
final class LoggingPriceBundleMonitor implements PriceBundleMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingPriceBundleMonitor.class);

    @Override
    public void waits(StoredBundle.Door door, BundleRelease release) {
        LOG.info("The price bundle of {} has come ({}) and waits for an operator", release, door);
    }

    @Override
    public void applied(StoredBundle.Door door, BundleRelease release) {
        LOG.info("The price bundle of {} ({}) was applied by itself, as is set", release, door);
    }

    @Override
    public void refused(StoredBundle.Door door, String why) {
        LOG.warn("A price bundle was refused ({}), and the prices stay as they are: {}", door, why);
    }
}
