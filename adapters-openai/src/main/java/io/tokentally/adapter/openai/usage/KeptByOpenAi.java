package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.provider.wire.ResponseAccumulator;

/**
 * What OpenAI keeps of a response, by its identifiers: itself, its items, and the containers and files that these name; and of a
 * chat what was spoken.
 */
final class KeptByOpenAi {

    private KeptByOpenAi() {}

    /** Nothing if it is no response, or one that is not stored. */
    static void ofResponse(JsonNode response, ResponseAccumulator facts) {
        if (!response.path("id").isTextual()
                || response.path("store").asText("").equals("false")) {
            return;
        }
        facts.made(response.path("id"));
        response.path("output").forEach(item -> ofItem(item, facts));
    }

    /** A message of a chat, or what is new of it. */
    static void ofMessage(JsonNode message, ResponseAccumulator facts) {
        facts.made(message.path("audio").path("id"));
    }

    static void ofItem(JsonNode item, ResponseAccumulator facts) {
        facts.made(item.path("id"));
        facts.made(item.path("container_id"));
        for (JsonNode content : item.path("content")) {
            for (JsonNode annotation : content.path("annotations")) {
                if (annotation.path("container_id").isTextual()) {
                    facts.made(annotation.path("container_id"));
                    facts.made(annotation.path("file_id"));
                }
            }
        }
    }
}
