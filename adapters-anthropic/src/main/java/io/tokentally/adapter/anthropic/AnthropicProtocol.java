package io.tokentally.adapter.anthropic;

import io.tokentally.application.port.out.provider.MeteredExchange;
import io.tokentally.application.port.out.provider.ProviderProtocol;
import io.tokentally.domain.metering.Provider;
import io.tokentally.wire.WireExchange;
import java.util.Optional;

/**
 * Anthropic's Messages API, and the counting of tokens, which is free. Batches are not metered: their results can be
 * fetched again and again, and each time would count.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages">Anthropic: Messages</a>
 */
final class AnthropicProtocol implements ProviderProtocol {

    @Override
    public Provider provider() {
        return Provider.ANTHROPIC;
    }

    @Override
    public Optional<MeteredExchange> begin(String method, String path, String host) {
        if (!method.equals("POST")) {
            return Optional.empty();
        }
        if (path.endsWith("/v1/messages")) {
            return Optional.of(new WireExchange(new MessagesCall("messages", false)));
        }
        return path.endsWith("/v1/messages/count_tokens")
                ? Optional.of(new WireExchange(new MessagesCall("messages.count_tokens", true)))
                : Optional.empty();
    }
}
