package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.ServedModel;
import java.util.List;

/** Asks a provider itself which models it serves, and until when. */
@SystemPort("asks the provider; what it answers depends on the key alone that it is given")
public interface ServedModels {

    /** The upstream that is asked, and whose key is needed. */
    Provider upstream();

    /** Whether the upstream answers to whoever shows a key alone. */
    boolean needsKey();

    /**
     * Waits for the answer, some seconds at most.
     *
     * @throws PriceRefusedException if there is none, or it cannot be read; it says why, and nothing of the key
     */
    List<ServedModel> list(ProviderSecret key);
}
