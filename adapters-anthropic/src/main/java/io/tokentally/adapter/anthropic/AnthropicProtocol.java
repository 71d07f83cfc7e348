package io.tokentally.adapter.anthropic;

import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.MadeReader;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.OutgoingRequest;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.Refusal;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.wire.AccountPath;
import io.tokentally.provider.wire.BearerKey;
import io.tokentally.provider.wire.WireExchange;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages API, and the counting of tokens, which is free. Batches are not metered: their results can be
 * fetched again and again, and each time would count.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages">Anthropic: Messages</a>
 */
public final class AnthropicProtocol implements ProviderProtocol {

    private static final URI BASE_URL = URI.create("https://api.anthropic.com");
    private static final String API_KEY = "x-api-key";

    @Override
    public Provider provider() {
        return Provider.ANTHROPIC;
    }

    @Override
    public Optional<URI> defaultBaseUrl() {
        return Optional.of(BASE_URL);
    }

    @Override
    public Optional<MeteredExchange> begin(RequestHead request) {
        String path = request.path();
        if (!request.method().equals("POST")) {
            return Optional.empty();
        }
        if (path.endsWith("/v1/messages")) {
            return Optional.of(new WireExchange(new MessagesCall("messages", false)));
        }
        return path.endsWith("/v1/messages/count_tokens")
                ? Optional.of(new WireExchange(new MessagesCall("messages.count_tokens", true)))
                : Optional.empty();
    }

    @Override
    public AccountOperation operation(String method, String path, String query) {
        return AnthropicAccount.operation(method, path, query);
    }

    /** Files are kept without charge, and a batch is billed when its results are there. */
    @Override
    public boolean isFree(String method, String path) {
        AccountPath asked = AccountPath.of(method, path, "");
        return ProviderProtocol.super.isFree(method, path)
                || asked.is("POST", "files")
                || asked.is("POST", "messages/batches")
                || (method.equals("POST") && path.matches("/v1/messages/batches/[^/]+/cancel"));
    }

    @Override
    public NamedInBody namedIn(@Nullable String contentType, byte[] body) {
        return AnthropicAccount.namedIn(contentType, body);
    }

    @Override
    public Optional<MadeReader> madeBy(String method, String path) {
        return AnthropicAccount.madeBy(method, path);
    }

    /** SDKs send {@code x-api-key}; what signs in by OAuth sends a bearer's token. */
    @Override
    public List<String> keyHeaders() {
        return List.of(API_KEY, BearerKey.HEADER);
    }

    @Override
    public Optional<String> keyIn(String name, String value) {
        return name.equals(API_KEY) ? Optional.of(value.strip()) : BearerKey.in(value);
    }

    @Override
    public void authorize(OutgoingRequest request, ProviderSecret secret) {
        request.header(API_KEY, secret.value());
    }

    @Override
    public byte[] errorBody(Refusal refusal, String message) {
        return AnthropicError.body(refusal, message);
    }
}
