package io.tokentally.simulator;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** A metered operation: a JSON body in, an answer with usage out. */
@FunctionalInterface
interface Endpoint {

    void answer(ApiExchange exchange, JsonNode body, FaultPlan faults) throws IOException;
}
