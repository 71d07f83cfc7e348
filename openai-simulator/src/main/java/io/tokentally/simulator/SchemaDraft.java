package io.tokentally.simulator;

import java.time.Clock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads out of a prompt what a schema may ask for: the matches of candidates with a job if the schema has a score
 * somewhere, else the facts of a résumé. {@link SchemaAnswer} then fits the draft to the schema.
 */
final class SchemaDraft {

    private final Clock clock;

    SchemaDraft(Clock clock) {
        this.clock = clock;
    }

    ObjectNode of(JsonNode schema, String userText) {
        return asksForScore(schema) ? MatchHeuristics.draft(userText) : ResumeHeuristics.draft(userText, clock);
    }

    private static boolean asksForScore(JsonNode node) {
        for (String property : node.path("properties").propertyNames()) {
            if (PropertyNames.isScore(property)) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (asksForScore(child)) {
                return true;
            }
        }
        return false;
    }
}
