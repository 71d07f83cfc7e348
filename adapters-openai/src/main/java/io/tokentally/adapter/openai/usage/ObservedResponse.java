package io.tokentally.adapter.openai.usage;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** An answer whose body is watched; everything else is as it came. */
final class ObservedResponse implements HttpResponse {

    private final HttpResponse response;
    private final InputStream body;
    private final Runnable closing;

    private ObservedResponse(HttpResponse response, InputStream body, Runnable closing) {
        this.response = response;
        this.body = body;
        this.closing = closing;
    }

    static HttpResponse of(HttpResponse response, OutgoingBody request, Attempt attempt, UsageReporter reporter) {
        int status = response.statusCode();
        if (status < 200 || status > 299) {
            ErrorAnswer answer = new ErrorAnswer(attempt, status);
            InputStream body = new ObservedBody(response.body(), answer, reporter);
            return new ObservedResponse(response, body, () -> new UnreadError(response, body, answer, attempt).close());
        }
        boolean isStream = isEventStream(response, request);
        AnswerObserver answer = isStream ? new EventStreamAnswer(attempt, status) : new PlainAnswer(attempt, status);
        InputStream body = new ObservedBody(response.body(), answer, reporter);
        InputStream visible = isStream && request.withholdsUsage() ? new UsageWithholdingStream(body) : body;
        return new ObservedResponse(response, visible, () -> close(response, answer, reporter));
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

    /** By the answer's word; if it does not say, by what was asked for. */
    private static boolean isEventStream(HttpResponse response, OutgoingBody request) {
        String type = response.headers().values("Content-Type").stream()
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return type.startsWith("text/event-stream") || (request.streamed() && !type.startsWith("application/json"));
    }
}
