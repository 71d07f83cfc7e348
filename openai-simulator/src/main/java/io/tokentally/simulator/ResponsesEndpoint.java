package io.tokentally.simulator;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/**
 * Responses, plain and streamed.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">Create a model response</a>
 */
final class ResponsesEndpoint implements Endpoint {

    private final Generator generator;
    private final SimulatorOptions options;

    ResponsesEndpoint(Generator generator, SimulatorOptions options) {
        this.generator = generator;
        this.options = options;
    }

    @Override
    public void answer(ApiExchange exchange, JsonNode body, FaultPlan faults) throws IOException {
        GenerationRequest request = ResponsesRequestReader.read(body);
        ResponseJson json = new ResponseJson(body, request, generator.generate(request, faults), faults);
        if (request.stream()) {
            new ResponseEvents(exchange.beginStream(options.tokenDelay(), faults), json).send();
            exchange.end();
        } else {
            exchange.sendJson(200, json.ended(), faults);
        }
    }
}
