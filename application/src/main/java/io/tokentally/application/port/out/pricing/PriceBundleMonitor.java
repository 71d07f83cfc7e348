package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.StoredBundle;

/** Learns what becomes of price bundles that come by themselves. */
@SystemPort("is told, and hands nothing back")
public interface PriceBundleMonitor {

    /** A bundle waits for an operator. */
    void waits(StoredBundle.Door door, BundleRelease release);

    /** A bundle was applied by itself. */
    void applied(StoredBundle.Door door, BundleRelease release);

    /** Something that came was refused whole. */
    void refused(StoredBundle.Door door, String why);
}
