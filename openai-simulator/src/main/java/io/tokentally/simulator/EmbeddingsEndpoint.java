package io.tokentally.simulator;

import com.knuddels.jtokkit.api.IntArrayList;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Embeddings of texts or of token arrays, one or many.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings/create">Create embeddings</a>
 */
final class EmbeddingsEndpoint implements Endpoint {

    private static final int MAX_INPUTS = 2048;
    private static final int MAX_DIMENSIONS = 3072;

    /** What one vector is made of. */
    private record Input(int tokens, List<String> features) {}

    @Override
    public void answer(ApiExchange exchange, JsonNode body, FaultPlan faults) throws IOException {
        if (faults.has(Fault.Defect.FAILED)) {
            throw ApiException.ofStatus(500, null, Duration.ZERO);
        }
        String model = RequestFields.model(body);
        List<Input> inputs = inputs(body.path("input"), Tokenizer.of(model));
        int dimensions = dimensions(body, model);
        boolean base64 = isBase64(body);
        ArrayNode data = Json.array();
        int tokens = 0;
        for (Input input : inputs) {
            float[] vector = EmbeddingVector.of(input.features(), dimensions);
            ObjectNode json = Json.object().put("object", "embedding").put("index", data.size());
            data.add(json.set(
                    "embedding",
                    base64 ? Json.text(EmbeddingVector.toBase64(vector)) : EmbeddingVector.toArray(vector)));
            tokens += input.tokens();
        }
        ObjectNode answer =
                Json.object().put("object", "list").set("data", data).put("model", Models.served(model));
        if (!faults.has(Fault.Defect.MISSING_USAGE)) {
            answer.set("usage", UsageJson.embeddings(tokens, faults));
        }
        exchange.sendJson(200, answer, faults);
    }

    private static int dimensions(JsonNode body, String model) {
        int usual = model.equals("text-embedding-3-large") ? MAX_DIMENSIONS : 1536;
        int dimensions = RequestFields.integer(body, "dimensions", 1, usual);
        if (dimensions > usual) {
            throw ApiException.invalid(
                    "dimensions", "integer_above_max_value", "Invalid 'dimensions': expected at most " + usual + ".");
        }
        return dimensions;
    }

    private static boolean isBase64(JsonNode body) {
        return switch (body.path("encoding_format").asString("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw ApiException.invalid("encoding_format", "invalid_value", "Expected 'float' or 'base64'.");
        };
    }

    private static List<Input> inputs(JsonNode input, Tokenizer tokenizer) {
        if (RequestFields.isAbsent(input)) {
            throw ApiException.missing("input");
        }
        List<Input> inputs = new ArrayList<>();
        if (input.isString() || (input.isArray() && input.path(0).isIntegralNumber())) {
            inputs.add(input(input, tokenizer));
        } else {
            input.forEach(one -> inputs.add(input(one, tokenizer)));
        }
        if (inputs.isEmpty() || inputs.size() > MAX_INPUTS) {
            throw ApiException.invalid(
                    "input", "invalid_value", "'input' needs from 1 to " + MAX_INPUTS + " texts or token arrays.");
        }
        return inputs;
    }

    private static Input input(JsonNode input, Tokenizer tokenizer) {
        if (input.isString() && !input.stringValue().isEmpty()) {
            String text = input.stringValue();
            List<String> features =
                    new ArrayList<>(TextGenerator.byLowerCase(text).keySet());
            IntArrayList tokens = tokenizer.encode(text);
            // Without a word that matters, the tokens tell texts apart.
            return new Input(tokens.size(), features.isEmpty() ? names(tokens.boxed()) : features);
        }
        if (input.isArray() && !input.isEmpty()) {
            List<Integer> tokens = new ArrayList<>();
            for (JsonNode token : input) {
                if (!token.isIntegralNumber()) {
                    throw ApiException.wrongType("input", "tokens as integers");
                }
                tokens.add(token.asInt(0));
            }
            return new Input(tokens.size(), names(tokens));
        }
        throw ApiException.invalid("input", "invalid_value", "'input' must not hold empty texts or empty arrays.");
    }

    private static List<String> names(List<Integer> tokens) {
        return tokens.stream().map(token -> "token " + token).toList();
    }
}
