package io.tokentally.simulator;

import io.tokentally.simulator.MatchPrompt.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The JSON documents within a text.
 *
 * @param candidates the objects that have an identifier
 * @param job the texts under a job's name
 * @param rest the text without the documents
 */
record EmbeddedJson(List<Candidate> candidates, String job, String rest) {

    private static final int MAX_ATTEMPTS = 500;
    private static final Set<String> JOB_KEYS =
            Set.of("job", "jobdescription", "jobposting", "vacancy", "position", "description", "requirements");

    static EmbeddedJson in(String text) {
        List<JsonNode> documents = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        int at = 0;
        int attempts = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = (c == '{' || c == '[') && attempts++ < MAX_ATTEMPTS ? read(text, at, documents) : -1;
            if (end < 0) {
                rest.append(c);
                at++;
            } else {
                at = end;
            }
        }
        Collector preferred = new Collector(Set.of("candidateid", "resumeid", "cvid"));
        documents.forEach(document -> preferred.walk("", document));
        if (!preferred.candidates.isEmpty()) {
            return preferred.result(rest);
        }
        Collector plain = new Collector(Set.of("id"));
        documents.forEach(document -> plain.walk("", document));
        return plain.result(rest);
    }

    /** Reads the document that begins here; the place after it, or -1 if there is none. */
    private static int read(String text, int start, List<JsonNode> documents) {
        try {
            Json.Prefix prefix = Json.readPrefix(text.substring(start));
            if (prefix.document().isContainer() && !prefix.document().isEmpty()) {
                documents.add(prefix.document());
                return start + prefix.length();
            }
            return -1;
        } catch (JacksonException e) {
            return -1;
        }
    }

    /** Walks through documents and keeps candidates apart from the job. */
    private static final class Collector {

        private final Set<String> idKeys;
        private final List<Candidate> candidates = new ArrayList<>();
        private final StringBuilder job = new StringBuilder();

        Collector(Set<String> idKeys) {
            this.idKeys = idKeys;
        }

        void walk(String key, JsonNode node) {
            if (JOB_KEYS.contains(key)) {
                appendText(node, job);
            } else if (node.isObject()) {
                String id = id(node);
                if (id.isEmpty()) {
                    node.properties().forEach(entry -> walk(PropertyNames.normal(entry.getKey()), entry.getValue()));
                } else {
                    candidates.add(candidate(id, node));
                }
            } else {
                node.forEach(child -> walk(key, child));
            }
        }

        private String id(JsonNode object) {
            for (var entry : object.properties()) {
                if (idKeys.contains(PropertyNames.normal(entry.getKey()))
                        && entry.getValue().isValueNode()) {
                    return entry.getValue().asString("");
                }
            }
            return "";
        }

        private static Candidate candidate(String id, JsonNode object) {
            StringBuilder text = new StringBuilder();
            appendText(object, text);
            JsonNode name = PropertyNames.find(object, "name");
            return new Candidate(id, name == null ? "" : name.asString(""), text.toString());
        }

        private static void appendText(JsonNode node, StringBuilder text) {
            if (node.isValueNode()) {
                text.append(node.asString("")).append('\n');
            }
            node.forEach(child -> appendText(child, text));
        }

        EmbeddedJson result(StringBuilder rest) {
            return new EmbeddedJson(List.copyOf(candidates), job.toString(), rest.toString());
        }
    }
}
