package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceEdition;
import java.util.Map;
import java.util.Set;

/** The editions of the built-in price list: the one that comes along, and those that price bundles brought. */
@SystemPort("the list is the same for everybody")
public interface PriceEditions {

    /** The one that comes along. */
    PriceEdition builtIn();

    /** The SHA-256 of each public key whose bundles are taken. */
    Set<String> trustedKeys();

    /**
     * Reads a bundle that is signed by one of these keys.
     *
     * @param name for messages
     * @throws io.tokentally.domain.pricing.PriceRefusedException if it is not, or is not as it must be
     */
    PriceBundle verify(String name, byte[] content);

    /**
     * Reads a bundle that was verified when it was applied; who is trusted may have changed since.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException if it is not as it must be
     */
    PriceBundle reread(String name, byte[] content);

    /**
     * Prices by these bundles from now on. One that cannot be read here is told of in the log, and left out.
     *
     * @param applied each was verified when it was applied; in that order
     */
    void use(Map<BundleRelease, byte[]> applied);
}
