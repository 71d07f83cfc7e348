package io.tokentally.adapter.openai.usage;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;

/** Requests, and answers as they stand on the wire. */
final class Wire {

    static final String CHAT = """
            {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-4.1-nano-2025-04-14",
             "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi", "refusal": null},
               "logprobs": null, "finish_reason": "stop"}],
             "usage": {"prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29,
               "prompt_tokens_details": {"cached_tokens": 4, "audio_tokens": 0},
               "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0,
                 "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}},
             "service_tier": "default", "system_fingerprint": "fp_1"}
            """;

    static final String RESPONSE = """
            {"id": "resp_1", "object": "response", "created_at": 1, "status": "completed", "error": null,
             "model": "gpt-4.1-nano-2025-04-14", "service_tier": "priority",
             "output": [{"type": "web_search_call", "id": "ws_1", "status": "completed",
                 "action": {"type": "search", "query": "q"}},
               {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
               "content": [{"type": "output_text", "text": "Hi", "annotations": []}]}],
             "usage": {"input_tokens": 36, "input_tokens_details": {"cached_tokens": 6}, "output_tokens": 87,
               "output_tokens_details": {"reasoning_tokens": 7}, "total_tokens": 123}}
            """;

    static final String EMBEDDINGS = """
            {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.1, -0.2, 0.3]}],
             "model": "text-embedding-3-small", "usage": {"prompt_tokens": 8, "total_tokens": 8}}
            """;

    static final String RATE_LIMIT = """
            {"error": {"message": "Rate limit reached for sk-secret", "type": "tokens", "param": null,
              "code": "rate_limit_exceeded"}}
            """;

    static final String ROLE = chunk("""
            "choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null""");
    static final String HELLO = chunk("""
            "choices":[{"index":0,"delta":{"content":"Hellö"},"finish_reason":null}],"usage":null""");
    static final String STOP = chunk("""
            "choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null""");
    static final String USAGE = chunk("""
            "choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,\
            "prompt_tokens_details":{"cached_tokens":4}}""");
    static final String DONE = "data: [DONE]\n\n";

    static final String RESPONSE_DELTA = event("""
            {"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hi",\
            "logprobs":[],"sequence_number":1}""");
    static final String RESPONSE_COMPLETED = responseEvent("completed", RESPONSE);

    private Wire() {}

    static String chunk(String members) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                + "\"model\":\"gpt-4.1-nano-2025-04-14\",\"service_tier\":\"flex\"," + members + "}\n\n";
    }

    static String event(String json) {
        return "event: anything\ndata: " + json + "\n\n";
    }

    static String responseEvent(String status, String response) {
        return event("{\"type\":\"response." + status + "\",\"sequence_number\":9,\"response\":"
                + response.replace("\n", "") + "}");
    }

    static ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4.1-nano")
                .addUserMessage("Hello")
                .build();
    }

    static ResponseCreateParams response() {
        return ResponseCreateParams.builder()
                .model("gpt-4.1-nano")
                .input("Hello")
                .build();
    }

    static EmbeddingCreateParams embeddings() {
        return EmbeddingCreateParams.builder()
                .model("text-embedding-3-small")
                .input("Hello")
                .build();
    }
}
