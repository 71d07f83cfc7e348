package io.tokentally.adapter.gateway;

/** Requests and answers as they go over the wire. */
public final class Calls {

    public static final String CHAT =
            "{\"model\":\"gpt-4.1-nano\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    public static final String CHAT_STREAM =
            "{\"model\":\"gpt-4.1-nano\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    public static final String COMPLETION = """
            {"id":"c1","object":"chat.completion","model":"gpt-4.1-nano-2025-04-14","choices":[{"index":0,\
            "message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":8,"completion_tokens":3,"total_tokens":11}}""";
    public static final String DELTA =
            "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4.1-nano-2025-04-14\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}";
    public static final String USAGE =
            "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4.1-nano-2025-04-14\",\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":3,\"total_tokens\":11}}";
    public static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    public static final String LAST_CHUNK = "0\r\n\r\n";

    private Calls() {}

    public static String chat(String key) {
        return post("/openai/v1/chat/completions", "Authorization: Bearer " + key + "\r\n", CHAT);
    }

    public static String chatStream() {
        return post("/openai/v1/chat/completions", "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n", CHAT_STREAM);
    }

    public static String post(String target, String headers, String body) {
        return "POST %s HTTP/1.1\r\nHost: gateway\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(target, headers, body.length(), body);
    }

    public static String get(String target) {
        return "GET %s HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(target, KnownKeys.USER_KEY);
    }

    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body);
    }
}
