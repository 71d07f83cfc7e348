package io.tokentally.bootstrap.product;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product's HTTP API, as a script would call it. */
public final class Api {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    public Api(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** What somebody of the demo gets. */
    public HttpResponse<String> get(String login, String path) {
        return get(login, "demo", path);
    }

    public HttpResponse<String> get(String login, String password, String path) {
        return send(request(path).header("Authorization", "Basic " + credentials(login, password)));
    }

    private static String credentials(String login, String password) {
        return Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** What somebody of the demo gets who posts a JSON document, from a page of that site in the browser's words. */
    public HttpResponse<String> post(String login, String path, String json, String site) {
        return send(request(path)
                .header("Authorization", "Basic " + credentials(login, "demo"))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", site)
                .POST(BodyPublishers.ofString(json)));
    }

    /** What somebody of the demo gets who asks so, with a JSON document or without one. */
    public HttpResponse<String> send(String login, String method, String path, String json) {
        return send(request(path)
                .header("Authorization", "Basic " + credentials(login, "demo"))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    /** What a program gets that shows that API token, with a JSON document or without one. */
    public HttpResponse<String> byToken(String token, String method, String path, String json) {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .method(method, BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> byToken(String token, String path) {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    /** What somebody gets who has not signed in. */
    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public JsonNode json(String login, String path) {
        HttpResponse<String> response = get(login, path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("No answer from " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
