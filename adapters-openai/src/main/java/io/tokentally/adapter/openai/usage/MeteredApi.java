package io.tokentally.adapter.openai.usage;

import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import io.tokentally.domain.metering.Endpoint;
import java.util.Arrays;
import java.util.Optional;

/** The APIs that are metered; calls of others pass by. */
enum MeteredApi {
    CHAT_COMPLETIONS("chat/completions"),
    RESPONSES("responses"),
    /** Shortens a conversation; billed as a response is. */
    RESPONSES_COMPACT("responses/compact"),
    EMBEDDINGS("embeddings");

    private final String path;

    MeteredApi(String path) {
        this.path = path;
    }

    /** The API's own name, for instance {@code chat.completions}. */
    Endpoint endpoint() {
        return new Endpoint(path.replace('/', '.'));
    }

    /** Which of them a request is for. Deployments in front of the path, as Azure has them, do not matter. */
    static Optional<MeteredApi> of(HttpRequest request) {
        if (request.method() != HttpMethod.POST) {
            return Optional.empty();
        }
        String requested = "/" + String.join("/", request.pathSegments());
        return Arrays.stream(values())
                .filter(api -> requested.endsWith("/" + api.path))
                .findFirst();
    }
}
