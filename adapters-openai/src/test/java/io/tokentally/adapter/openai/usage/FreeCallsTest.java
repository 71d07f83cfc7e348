package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeCallsTest {

    private final OpenAiProtocol protocol = new OpenAiProtocol();

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/models",
        "GET, /v1/files/file-1/content",
        "GET, /v1/videos/video_1/content",
        "HEAD, /v1/models",
        "OPTIONS, /v1/chat/completions",
        "DELETE, /v1/files/file-1",
        "POST, /v1/files",
        "POST, /v1/uploads",
        "POST, /v1/uploads/upload_1/parts",
        "POST, /v1/uploads/upload_1/complete",
        "POST, /v1/vector_stores",
        "POST, /v1/vector_stores/vs_1",
        "POST, /v1/vector_stores/vs_1/files",
        "POST, /v1/vector_stores/vs_1/file_batches/vsfb_1/cancel",
        "POST, /v1/conversations",
        "POST, /v1/conversations/conv_1/items",
        "POST, /v1/batches",
        "POST, /v1/responses/input_tokens",
        "POST, /v1/chat/completions/chatcmpl-1",
        "POST, /v1/assistants",
        "POST, /v1/threads",
        "POST, /v1/threads/thread_1/messages",
        "POST, /v1/organization/projects",
    })
    void nothingIsBilledFor(String method, String path) {
        assertThat(protocol.isFree(method, path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/containers",
        "POST, /v1/threads/runs",
        "POST, /v1/threads/thread_1/runs",
        "POST, /v1/fine_tuning/jobs",
        "POST, /v1/evals/eval_1/runs",
        "POST, /v1/vector_stores/vs_1/search",
        "POST, /v1/something/new",
        "POST, /v1/files/file-1/anything",
        "PUT, /v1/files",
        "POST, /",
    })
    void whatMayBeBilledIsNotFree(String method, String path) {
        assertThat(protocol.isFree(method, path)).isFalse();
    }
}
