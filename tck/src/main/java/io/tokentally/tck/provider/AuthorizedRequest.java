package io.tokentally.tck.provider;

import io.tokentally.provider.HeaderFields;
import io.tokentally.provider.OutgoingRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request of a recorded call, which remembers what a protocol adds to it. */
final class AuthorizedRequest implements OutgoingRequest {

    private final RecordedCall call;
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();

    AuthorizedRequest(RecordedCall call) {
        this.call = call;
    }

    Map<String, String> setHeaders() {
        return headers;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    Map<String, String> added() {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(parameters);
        return all;
    }

    /** Those whose value holds the key itself, and no signature by it. */
    Map<String, String> withKey(Map<String, String> among) {
        return among.entrySet().stream()
                .filter(entry -> entry.getValue().contains("key-of-the-provider"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String host() {
        return call.host();
    }

    @Override
    public String path() {
        return call.path();
    }

    @Override
    public String query() {
        return "";
    }

    @Override
    public HeaderFields headers() {
        return HeaderFields.NONE;
    }

    @Override
    public Optional<byte[]> body() {
        return Optional.of(call.request().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
    }

    @Override
    public void parameter(String name, String value) {
        parameters.put(name, value);
    }
}
