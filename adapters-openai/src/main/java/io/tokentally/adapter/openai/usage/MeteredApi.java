package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.metering.Operation;
import java.util.List;
import java.util.Optional;

/** The APIs that are metered; calls of others pass by. */
enum MeteredApi {
    CHAT_COMPLETIONS("chat/completions"),
    /** The legacy one. */
    COMPLETIONS("completions"),
    RESPONSES("responses"),
    /** Shortens a conversation; billed as a response is. */
    RESPONSES_COMPACT("responses/compact"),
    /** Answers with choices among what it is given; billed by its input alone, cached or not. */
    DECISIONS("decisions"),
    EMBEDDINGS("embeddings"),
    IMAGE_GENERATIONS("images/generations"),
    IMAGE_EDITS("images/edits"),
    IMAGE_VARIATIONS("images/variations"),
    TRANSCRIPTIONS("audio/transcriptions"),
    TRANSLATIONS("audio/translations"),
    SPEECH("audio/speech"),
    /** Free of charge. */
    MODERATIONS("moderations");

    private static final List<MeteredApi> ALL = List.of(values());

    private final String pathEnd;
    private final String name;

    MeteredApi(String path) {
        this.pathEnd = "/" + path;
        this.name = path.replace('/', '.');
    }

    /** The API's own name, for instance {@code chat.completions}. */
    Operation operation() {
        return new Operation(name);
    }

    /** Whether its streams report usage only when asked to, in a chunk of its own. */
    boolean hasUsageOption() {
        return this == CHAT_COMPLETIONS || this == COMPLETIONS;
    }

    boolean makesImages() {
        return this == IMAGE_GENERATIONS || this == IMAGE_EDITS || this == IMAGE_VARIATIONS;
    }

    boolean listens() {
        return this == TRANSCRIPTIONS || this == TRANSLATIONS;
    }

    /**
     * Which of them a request is for; the most specific, where one path ends in another. Deployments in front of the
     * path, as Azure has them, do not matter.
     */
    static Optional<MeteredApi> of(String method, String path) {
        if (!method.equals("POST")) {
            return Optional.empty();
        }
        for (MeteredApi api : ALL) {
            if (path.endsWith(api.pathEnd)) {
                return Optional.of(api);
            }
        }
        return Optional.empty();
    }
}
