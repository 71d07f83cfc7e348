package io.tokentally.bootstrap.upstream;

import io.tokentally.provider.HeaderFields;
import io.tokentally.provider.OutgoingRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The head of a request that tests a key, while a protocol authorizes it. */
final class KeyTestHead implements OutgoingRequest {

    private final String host;
    private final String path;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String query = "";

    KeyTestHead(String host, String path) {
        this.host = host;
        this.path = path;
    }

    Map<String, String> set() {
        return headers;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String query() {
        return query;
    }

    @Override
    public HeaderFields headers() {
        return name -> Optional.ofNullable(headers.get(name)).stream().toList();
    }

    @Override
    public Optional<byte[]> body() {
        return Optional.of(new byte[0]);
    }

    @Override
    public void header(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public void parameter(String name, String value) {
        query = OutgoingRequest.withParameter(query, name, value);
    }
}
