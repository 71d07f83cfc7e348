package io.tokentally.simulator;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The models that the simulator lists. Others are served too, except those whose name begins with {@code no-such}.
 *
 * @see <a href="https://platform.openai.com/docs/models">Models</a>
 */
final class Models {

    /** 2025-04-14, for all models: a client has no use for the true dates. */
    private static final long CREATED_EPOCH_SECONDS = 1_744_588_800L;

    /** The dated snapshot that stands behind a name. */
    private static final Map<String, String> SNAPSHOTS = Map.ofEntries(
            Map.entry("gpt-4.1", "gpt-4.1-2025-04-14"),
            Map.entry("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"),
            Map.entry("gpt-4.1-nano", "gpt-4.1-nano-2025-04-14"),
            Map.entry("gpt-4o", "gpt-4o-2024-08-06"),
            Map.entry("gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
            Map.entry("gpt-5", "gpt-5-2025-08-07"),
            Map.entry("gpt-5-mini", "gpt-5-mini-2025-08-07"),
            Map.entry("gpt-5-nano", "gpt-5-nano-2025-08-07"),
            Map.entry("gpt-5.1", "gpt-5.1-2025-11-13"),
            Map.entry("gpt-5.2", "gpt-5.2-2025-12-11"),
            Map.entry("o1", "o1-2024-12-17"),
            Map.entry("o3", "o3-2025-04-16"),
            Map.entry("o3-mini", "o3-mini-2025-01-31"),
            Map.entry("o4-mini", "o4-mini-2025-04-16"));

    private static final List<String> WITHOUT_SNAPSHOT = List.of(
            "gpt-6-luna",
            "gpt-6.1-sol",
            "gpt-6.1-terra",
            "gpt-6.2-astra",
            "gpt-6.2-sol",
            "text-embedding-3-small",
            "text-embedding-3-large",
            "text-embedding-ada-002");

    private Models() {}

    /**
     * The name under which an answer comes: the dated snapshot, or the name itself.
     *
     * @throws ApiException 404 if there is no such model
     */
    static String served(String model) {
        if (model.isBlank() || model.startsWith("no-such")) {
            throw ApiException.modelNotFound(model);
        }
        return SNAPSHOTS.getOrDefault(model, model);
    }

    /** Whether the model thinks before it answers, and bills the thought. */
    static boolean reasons(String model) {
        return model.matches("o\\d.*") || (model.matches("gpt-[56].*") && !model.contains("chat"));
    }

    static ObjectNode list() {
        TreeSet<String> names = new TreeSet<>(SNAPSHOTS.keySet());
        names.addAll(SNAPSHOTS.values());
        names.addAll(WITHOUT_SNAPSHOT);
        ArrayNode data = Json.array();
        names.forEach(name -> data.add(model(name)));
        return Json.object().put("object", "list").set("data", data);
    }

    static ObjectNode describe(String name) {
        served(name);
        return model(name);
    }

    private static ObjectNode model(String name) {
        return Json.object()
                .put("id", name)
                .put("object", "model")
                .put("created", CREATED_EPOCH_SECONDS)
                .put("owned_by", "openai");
    }
}
