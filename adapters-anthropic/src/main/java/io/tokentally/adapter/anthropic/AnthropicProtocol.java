package io.tokentally.adapter.anthropic;

import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.provider.KeyTestRequest;
import io.tokentally.provider.MadeReader;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.OutgoingRequest;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.Refusal;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.wire.AccountPath;
import io.tokentally.provider.wire.BearerKey;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ProviderCallHandler;
import io.tokentally.provider.wire.WireExchange;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages API, and the counting of tokens, which is free. Message batches are billed when their results are read, once.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages">Anthropic: Messages</a>
 */
@ParsesOutsideInput
public final class AnthropicProtocol implements ProviderProtocol {

    private static final URI BASE_URL = URI.create("https://api.anthropic.com");
    private static final String API_KEY = "x-api-key";
    private static final Pattern BATCH = Pattern.compile(".*/v1/messages/batches/([^/]+)(/results|/cancel)?");

    private final BatchEnds batchEnds = new BatchEnds();

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
        if (request.method().equals("POST") && path.endsWith("/v1/messages")) {
            return Optional.of(new WireExchange(new MessagesCall("messages", false)));
        }
        if (request.method().equals("POST") && path.endsWith("/v1/messages/count_tokens")) {
            return Optional.of(new WireExchange(new MessagesCall("messages.count_tokens", true)));
        }
        return batchCall(request.method(), path).map(WireExchange::new);
    }

    private Optional<ProviderCallHandler> batchCall(String method, String path) {
        Matcher batch = BATCH.matcher(path);
        if (!batch.matches()) {
            return Optional.empty();
        }
        String step = Objects.requireNonNullElse(batch.group(2), "");
        String id = Identifiers.error(batch.group(1));
        return switch (method + step) {
            case "GET", "POST/cancel" -> Optional.of(new BatchCall(batchEnds));
            case "GET/results" -> Optional.ofNullable(id).map(named -> new BatchResultsCall(named, batchEnds));
            default -> Optional.empty();
        };
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
                || asked.is("POST", "messages/batches");
    }

    /** Making a batch is free, and has done what is billed when its results are read. */
    @Override
    public RequestBounds boundsOfUnmetered(String method, String path) {
        return AccountPath.of(method, path, "").is("POST", "messages/batches")
                ? RequestBounds.unbounded(Unbounded.BATCH)
                : ProviderProtocol.super.boundsOfUnmetered(method, path);
    }

    @Override
    public RequestBounds boundsOfUnmetered(String method, String path, byte[] body) {
        RequestBounds bounds = boundsOfUnmetered(method, path);
        return bounds.makesBatch() ? BatchedMessageBounds.of(body) : bounds;
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
    public Optional<String> requestIdHeader() {
        return Optional.of("request-id");
    }

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
    public Optional<KeyTestRequest> keyTest() {
        return Optional.of(new KeyTestRequest("/v1", "/models", Map.of("anthropic-version", "2023-06-01")));
    }

    @Override
    public byte[] errorBody(Refusal refusal, String message) {
        return AnthropicError.body(refusal, message);
    }
}
