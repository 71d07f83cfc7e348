package io.tokentally.adapter.openai.usage;

import com.openai.core.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes an answer with an error status. When the SDK is going to retry, it closes the answer without having read what
 * the error is; then the rest is read aside, while the caller goes on. If it takes long, the record does without.
 */
record ErrorBodyReader(HttpResponse response, InputStream body, AnswerObserver answer, Attempt attempt) {

    private static final int MAX_BYTES = 64 * 1024;
    private static final long PATIENCE_SECONDS = 2;

    void close() {
        if (attempt.isReported()) {
            response.close();
        } else {
            Thread.ofVirtual().name("tokentally-error-reader").start(this::readAndClose);
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .execute(answer::closed);
        }
    }

    private void readAndClose() {
        try {
            body.readNBytes(MAX_BYTES);
        } catch (IOException | RuntimeException e) {
            // Then the status says all there is to know.
        } finally {
            answer.closed();
            response.close();
        }
    }
}
