package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.pricing.StoredBundle;
import java.util.List;

/** A place that price bundles come from by themselves. */
@SystemPort("the list is the same for everybody")
public interface PriceBundleDoor {

    StoredBundle.Door door();

    /**
     * What lies there that is not settled.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException if the place cannot be read, or what is there is too large
     */
    List<Arrival> look();

    /** Says that it was taken in or refused, so that it need not be handed out again until it changes. */
    void settled(Arrival arrival);

    /**
     * A file, of which nothing is known yet.
     *
     * @param name for messages
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Arrival(String name, byte[] content) {}
}
