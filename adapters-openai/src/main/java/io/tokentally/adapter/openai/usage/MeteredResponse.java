package io.tokentally.adapter.openai.usage;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.io.InputStream;
import java.util.Optional;

/** An answer whose body is watched; everything else is as it came. */
final class MeteredResponse implements HttpResponse {

    private final HttpResponse response;
    private final InputStream body;
    private final Runnable closing;

    private MeteredResponse(HttpResponse response, InputStream body, Runnable closing) {
        this.response = response;
        this.body = body;
        this.closing = closing;
    }

    static HttpResponse of(HttpResponse response, Attempt attempt, UsageReporter reporter) {
        int status = response.statusCode();
        ResponseReader reader = attempt.answered(new ResponseHead(status, response.headers()::values));
        AnswerObserver answer = new WatchedAnswer(attempt, reader);
        if (status < 200 || status > 299) {
            InputStream body = new MeteredBody(response.body(), answer, reporter, VisibleBytes.NOBODY);
            return new MeteredResponse(
                    response, body, () -> new ErrorBodyReader(response, body, answer, attempt).close());
        }
        InputStream visible = reader.isFiltered()
                ? new FilteredStream(response.body(), answer, reporter)
                : new MeteredBody(response.body(), answer, reporter, VisibleBytes.NOBODY);
        return new MeteredResponse(response, visible, () -> close(response, answer, reporter));
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public Headers headers() {
        return response.headers();
    }

    @Override
    public Optional<String> requestId() {
        return response.requestId();
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void close() {
        closing.run();
    }

    private static void close(HttpResponse response, AnswerObserver answer, UsageReporter reporter) {
        try {
            answer.closed();
        } catch (RuntimeException | StackOverflowError e) {
            reporter.failed(e);
        } finally {
            response.close();
        }
    }
}
