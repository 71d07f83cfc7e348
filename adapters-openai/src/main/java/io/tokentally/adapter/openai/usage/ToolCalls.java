package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageUnit;

/**
 * Counts the built-in tools' calls among the items of a response. Of web search, only actions that search are billed,
 * not those that open a page or look within one. Code runs in containers, which are {@linkplain ContainerSessions billed apart};
 * only one that nobody names is a session of the response.
 *
 * @see <a href="https://platform.openai.com/docs/guides/tools-web-search">OpenAI: web search</a>
 */
final class ToolCalls {

    private ToolCalls() {}

    /** @param searchesTold how many searches the provider itself counts, where it does */
    static void addTo(Quantities.Builder quantities, JsonNode output, long searchesTold) {
        boolean inUnnamed = false;
        long searches = 0;
        for (JsonNode item : output) {
            switch (item.path("type").asText()) {
                case "web_search_call" -> searches += isSearch(item) ? 1 : 0;
                case "file_search_call" -> quantities.add(UsageUnit.FILE_SEARCHES, 1);
                case "code_interpreter_call" -> inUnnamed |= ContainerSessions.containerOf(item) == null;
                default -> {}
            }
        }
        quantities.add(UsageUnit.WEB_SEARCHES, Math.max(searches, searchesTold));
        quantities.add(UsageUnit.CODE_INTERPRETER_SESSIONS, inUnnamed ? 1 : 0);
    }

    private static boolean isSearch(JsonNode item) {
        JsonNode action = item.path("action").path("type");
        return !action.isTextual() || action.textValue().equals("search");
    }
}
