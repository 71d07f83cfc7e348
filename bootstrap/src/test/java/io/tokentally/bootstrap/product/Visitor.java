package io.tokentally.bootstrap.product;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A browser without its looks: it keeps cookies, follows nothing, and says where its forms come from. */
final class Visitor {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String address;

    Visitor(int port) {
        this.address = "http://localhost:" + port;
    }

    static Visitor signedIn(int port, String login) {
        Visitor visitor = new Visitor(port);
        HttpResponse<String> answer = visitor.signIn(login, "demo", "Origin", visitor.address);
        if (answer.statusCode() != 302 || location(answer).contains("login")) {
            throw new AssertionError(login + " was not signed in: " + answer.statusCode() + " " + answer.headers());
        }
        return visitor;
    }

    HttpResponse<String> signIn(String login, String password, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + encode(login) + "&password=" + encode(password)));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Sends a form with one field, from a page of this address. */
    HttpResponse<String> submit(String path, String field, String value) {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", address)
                .POST(BodyPublishers.ofString(field + "=" + encode(value))));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).header("Accept", "text/html,*/*"));
    }

    /** The status of an answer that comes in time, or what came instead of one. */
    String statusWithin(Duration patience, String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(patience)
                    .build();
            return Integer.toString(
                    client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** What goes over the wire, whatever it is. */
    HttpResponse<byte[]> getBytes(String path, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).headers(headers), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).POST(BodyPublishers.noBody());
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Asks so, with that body, from a page of this address. */
    HttpResponse<String> send(String method, String path, String contentType, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", contentType)
                .header("Origin", address)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** What a cookie holds; empty if there is none. */
    String valueOf(String cookie) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(kept -> kept.getName().equals(cookie))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    boolean has(String cookie) {
        return cookies.getCookieStore().getCookies().stream()
                .anyMatch(kept -> kept.getName().equals(cookie));
    }

    static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> reading) {
        try {
            return client.send(request.build(), reading);
        } catch (IOException e) {
            throw new AssertionError("No answer from " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
