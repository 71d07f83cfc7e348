package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpHeaders;
import io.tokentally.provider.HeaderFields;
import io.tokentally.provider.OutgoingRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The head of a request that a protocol is authorizing: headers are set where it stands, and the query grows. */
final class AuthorizedHead implements OutgoingRequest {

    private final String method;
    private final String host;
    private final String path;
    private final HttpHeaders headers;
    private final byte @Nullable [] body;
    private String query;

    AuthorizedHead(String method, String host, String path, String query, HttpHeaders headers, byte @Nullable [] body) {
        this.method = method;
        this.host = host;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    @Override
    public String method() {
        return method;
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
        return headers::getAll;
    }

    @Override
    public Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }

    @Override
    public void header(String name, String value) {
        headers.set(name, value);
    }

    @Override
    public void parameter(String name, String value) {
        query = OutgoingRequest.withParameter(query, name, value);
    }
}
