package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.text.PlainText;
import io.tokentally.provider.BatchFileReader;
import io.tokentally.provider.KeyTestRequest;
import io.tokentally.provider.MadeReader;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.OutgoingRequest;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.Refusal;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.wire.AccountPath;
import io.tokentally.provider.wire.BearerKey;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ProviderCallHandler;
import io.tokentally.provider.wire.SelectiveJsonParser;
import io.tokentally.provider.wire.WireExchange;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's protocol, which many other servers speak too.
 *
 * @see <a href="https://github.com/openai/openai-openapi">OpenAI's API description</a>
 */
@ParsesOutsideInput
public final class OpenAiProtocol implements ProviderProtocol {

    static final String REQUEST_ID = "x-request-id";

    private static final URI BASE_URL = URI.create("https://api.openai.com/v1");
    private static final String INPUT_FILE = "input_file_id";
    private static final FieldSelection BATCH = FieldSelection.of(INPUT_FILE);
    private static final String REGIONAL_HOST = ".api.openai.com";

    private final ContainerSizes containerSizes = new ContainerSizes();

    @Override
    public Provider provider() {
        return Provider.OPENAI;
    }

    @Override
    public Optional<URI> defaultBaseUrl() {
        return Optional.of(BASE_URL);
    }

    @Override
    public Optional<MeteredExchange> begin(RequestHead request) {
        Region region = regionOf(request.host());
        return MeteredApi.of(request.method(), request.path())
                .<ProviderCallHandler>map(api -> new OpenAiCall(api, region, containerSizes))
                .or(() -> RetrieveCall.of(request.method(), request.path(), region, containerSizes))
                .or(() -> ContainerCall.of(request.method(), request.path(), containerSizes))
                .or(() -> VideoCall.of(request.method(), request.path(), region))
                .map(WireExchange::new);
    }

    @Override
    public AccountOperation operation(String method, String path, String query) {
        return OpenAiAccount.operation(method, path, query);
    }

    @Override
    public boolean isFree(String method, String path) {
        return ProviderProtocol.super.isFree(method, path) || FreeCalls.include(method, path);
    }

    /** Making a batch is free, and has done what is billed when it is over. */
    @Override
    public RequestBounds boundsOfUnmetered(String method, String path) {
        return AccountPath.of(method, path, "").is("POST", "batches")
                ? RequestBounds.unbounded(Unbounded.BATCH)
                : ProviderProtocol.super.boundsOfUnmetered(method, path);
    }

    /** A batch names the file that has its requests. */
    @Override
    public RequestBounds boundsOfUnmetered(String method, String path, byte[] body) {
        RequestBounds bounds = boundsOfUnmetered(method, path);
        if (!bounds.makesBatch()) {
            return bounds;
        }
        SelectiveJsonParser batch = SelectiveJsonParser.of(BATCH, body);
        List<JsonNode> files = batch.isClear() ? batch.all(INPUT_FILE) : List.of();
        String file = files.size() == 1 ? files.getFirst().textValue() : null;
        return file != null && PlainText.isAcceptable(file, MadeResource.MAX_LENGTH)
                ? RequestBounds.ofBatch(new BatchFile(file))
                : bounds;
    }

    @Override
    public Optional<BatchFileReader> batchFile(RequestHead request) {
        return BatchUpload.of(request, regionOf(request.host()));
    }

    @Override
    public List<String> accountHeaders() {
        return OpenAiAccount.headers();
    }

    @Override
    public NamedInBody namedIn(@Nullable String contentType, byte[] body) {
        return OpenAiAccount.namedIn(contentType, body);
    }

    @Override
    public Optional<MadeReader> madeBy(String method, String path) {
        return OpenAiAccount.madeBy(method, path);
    }

    @Override
    public Optional<String> requestIdHeader() {
        return Optional.of(REQUEST_ID);
    }

    @Override
    public List<String> keyHeaders() {
        return List.of(BearerKey.HEADER);
    }

    @Override
    public Optional<String> keyIn(String name, String value) {
        return BearerKey.in(value);
    }

    @Override
    public void authorize(OutgoingRequest request, ProviderSecret secret) {
        BearerKey.authorize(request, secret);
    }

    @Override
    public Optional<KeyTestRequest> keyTest() {
        return Optional.of(new KeyTestRequest("/v1", "/models", Map.of()));
    }

    @Override
    public byte[] errorBody(Refusal refusal, String message) {
        return OpenAiError.body(refusal, message);
    }

    /**
     * OpenAI processes in a region what is sent to that region's host: {@code eu.api.openai.com}.
     *
     * @see <a href="https://platform.openai.com/docs/guides/your-data#data-residency-controls">Data residency</a>
     */
    private static @Nullable Region regionOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean isRegional =
                name.endsWith(REGIONAL_HOST) && name.indexOf('.') == name.length() - REGIONAL_HOST.length();
        return isRegional ? Identifiers.region(name.substring(0, name.indexOf('.'))) : null;
    }
}
