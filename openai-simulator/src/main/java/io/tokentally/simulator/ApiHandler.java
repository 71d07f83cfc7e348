package io.tokentally.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Finds the operation for a path, and turns refusals into OpenAI's error bodies. */
final class ApiHandler implements HttpHandler {

    private static final String MODELS = "/v1/models";
    private static final String FILES = "/v1/files";
    private static final String CONTENT = "/content";
    private static final Duration NO_ANSWER = Duration.ofHours(1);

    private final SimulatorOptions options;
    private final FaultQueue faults;
    private final RequestLog log;
    private final Map<String, Endpoint> endpoints;
    private final StoredFiles files;

    ApiHandler(SimulatorOptions options, FaultQueue faults, RequestLog log) {
        this.options = options;
        this.faults = faults;
        this.log = log;
        this.files = new StoredFiles(options.clock());
        Generator generator = new Generator(options.clock());
        this.endpoints = Map.of(
                "/v1/chat/completions", new ChatCompletionsEndpoint(generator, options),
                "/v1/responses", new ResponsesEndpoint(generator, options),
                "/v1/embeddings", new EmbeddingsEndpoint());
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        ApiExchange exchange = new ApiExchange(http, log);
        try {
            authorize(exchange);
            route(exchange);
        } catch (ApiException refusal) {
            exchange.sendError(refusal);
        }
    }

    /** Any key will do, and none: but one that begins with {@code sk-invalid} is refused. */
    private static void authorize(ApiExchange exchange) {
        String authorization = exchange.header("Authorization");
        if (authorization != null && authorization.startsWith("Bearer sk-invalid")) {
            throw ApiException.ofStatus(401, null, Duration.ZERO);
        }
    }

    private void route(ApiExchange exchange) throws IOException {
        String path = exchange.path();
        Endpoint endpoint = endpoints.get(path);
        if (endpoint != null) {
            requireMethod(exchange, "POST");
            metered(exchange, endpoint);
        } else if (path.equals(MODELS)) {
            requireMethod(exchange, "GET");
            exchange.sendJson(200, Models.list(), FaultPlan.NONE);
        } else if (path.startsWith(MODELS + "/")) {
            requireMethod(exchange, "GET");
            exchange.sendJson(200, Models.describe(path.substring(MODELS.length() + 1)), FaultPlan.NONE);
        } else if (path.equals(FILES)) {
            exchange.sendJson(
                    200,
                    isPost(exchange)
                            ? files.add(exchange.header("Content-Type"), exchange.body(options.maxBodyBytes()))
                            : files.list(),
                    FaultPlan.NONE);
        } else if (path.startsWith(FILES + "/")) {
            file(exchange, path.substring(FILES.length() + 1));
        } else {
            throw ApiException.invalid(
                    404, null, "unknown_url", "Unknown request URL: " + exchange.method() + " " + path + ".");
        }
    }

    /** A list is asked for, or something is made. */
    private static boolean isPost(ApiExchange exchange) {
        if (!exchange.method().equals("POST")) {
            requireMethod(exchange, "GET");
            return false;
        }
        return true;
    }

    private void file(ApiExchange exchange, String rest) throws IOException {
        if (rest.endsWith(CONTENT)) {
            requireMethod(exchange, "GET");
            exchange.sendBytes(files.content(rest.substring(0, rest.length() - CONTENT.length())));
        } else if (exchange.method().equals("DELETE")) {
            exchange.sendJson(200, files.remove(rest), FaultPlan.NONE);
        } else {
            requireMethod(exchange, "GET");
            exchange.sendJson(200, files.describe(rest), FaultPlan.NONE);
        }
    }

    private static void requireMethod(ApiExchange exchange, String method) {
        if (!exchange.method().equals(method)) {
            throw ApiException.invalid(
                    405,
                    null,
                    "method_not_supported",
                    "Not allowed to " + exchange.method() + " on " + exchange.path() + ".");
        }
    }

    private void metered(ApiExchange exchange, Endpoint endpoint) throws IOException {
        byte[] bytes = exchange.body(options.maxBodyBytes());
        FaultPlan plan = faults.next(exchange.header(Fault.HEADER));
        Delay.of(options.latency().plus(plan.delay()));
        if (plan.has(Fault.Defect.NO_ANSWER)) {
            Delay.of(NO_ANSWER);
        }
        if (plan.has(Fault.Defect.RESET) || plan.has(Fault.Defect.NO_ANSWER)) {
            throw exchange.drop();
        }
        if (plan.status().isPresent()) {
            Fault.Status status = plan.status().get();
            throw ApiException.ofStatus(status.status(), status.code(), status.retryAfter());
        }
        endpoint.answer(exchange, parse(bytes), plan);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode body = Json.read(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException e) {
            throw notJson();
        }
        throw notJson();
    }

    private static ApiException notJson() {
        return ApiException.invalid(
                null, null, "We could not parse the JSON body of your request: one JSON object is expected.");
    }
}
