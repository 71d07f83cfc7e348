package io.tokentally.provider;

import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import java.util.List;
import java.util.Optional;

/** A protocol that tells no more than it must. */
class SilentProtocol implements ProviderProtocol {

    @Override
    public Provider provider() {
        return new Provider("silent");
    }

    @Override
    public Optional<MeteredExchange> begin(RequestHead request) {
        return Optional.empty();
    }

    @Override
    public List<String> keyHeaders() {
        return List.of("x-key");
    }

    @Override
    public Optional<String> keyIn(String name, String value) {
        return Optional.of(value);
    }

    @Override
    public void authorize(OutgoingRequest request, ProviderSecret secret) {
        request.header("x-key", secret.value());
    }

    @Override
    public byte[] errorBody(Refusal refusal, String message) {
        return new byte[0];
    }
}
