package io.tokentally.provider;

import java.util.Map;

/**
 * A {@code GET} that a provider answers to whoever shows a key that it knows, and to nobody else, without billing anything: a list of
 * models, for instance.
 *
 * @param version one of {@link ProviderProtocol#versions()}
 * @param path what follows it, with its slash
 * @param headers what the provider wants besides the key
 */
public record KeyTestRequest(String version, String path, Map<String, String> headers) {

    public KeyTestRequest {
        headers = Map.copyOf(headers);
    }
}
