package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.pricing.PriceMap;
import java.io.InputStream;
import java.time.Instant;

/** Reads price maps from files. */
@SystemPort("reads the file that it is given and nothing that is kept")
public interface PriceMapReader {

    /**
     * Reads what a map says about prices from an instant on. Terms that ended before it are left out, and those that began
     * before it or without a date begin at it: a map that is taken in never changes what was.
     *
     * @param name of the file, for messages
     * @throws io.tokentally.domain.pricing.PriceRefusedException if the file cannot be used; the message names the file, the line or
     *     the entry, and the reason
     */
    PriceMap read(PriceMap.Format format, String name, InputStream content, Instant validFrom);
}
