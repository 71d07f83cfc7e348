package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * The models that search the web before each answer, as chat completions have them. Each answer is billed a search, of which
 * its usage does not tell.
 *
 * @see <a href="https://platform.openai.com/docs/guides/tools-web-search?api-mode=chat">OpenAI: web search with chat
 *     completions</a>
 */
final class SearchModels {

    private static final Pattern NAME = Pattern.compile(".+-search-(?:preview|api)(?:-\\d{4}-\\d{2}-\\d{2})?");

    private SearchModels() {}

    static boolean include(JsonNode model) {
        return model.isTextual() && NAME.matcher(model.textValue()).matches();
    }
}
