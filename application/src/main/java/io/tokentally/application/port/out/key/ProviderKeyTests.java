package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;

/** Asks the servers of upstreams whether they know a key. */
@SystemPort("goes out with a key that it is given; reads nothing that is kept")
public interface ProviderKeyTests {

    /**
     * Sends one request that costs nothing and holds no prompt, and waits for the head of the answer, though not for ever. Redirects are
     * not followed, since they would take the key along.
     *
     * @param upstream its name
     * @throws io.tokentally.domain.key.KeyRefusedException if there is no such upstream, or it cannot be asked without a cost
     */
    ProviderKeyTest test(Provider upstream, ProviderSecret secret);
}
