package io.tokentally.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer of server-sent events, which breaks where its faults say.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventStream {

    /** The chunk that {@link Fault.Defect#MALFORMED_JSON} cuts off, counted from zero. */
    private static final int MALFORMED_CHUNK = 1;

    private final OutputStream out;
    private final Duration tokenDelay;
    private final FaultPlan faults;
    private int sent;

    EventStream(OutputStream out, Duration tokenDelay, FaultPlan faults) {
        this.out = out;
        this.tokenDelay = tokenDelay;
        this.faults = faults;
    }

    void send(JsonNode data) throws IOException {
        send(null, data);
    }

    void send(@Nullable String event, JsonNode data) throws IOException {
        byte[] json = Json.bytes(data);
        if (faults.has(Fault.Defect.MALFORMED_JSON) && sent == MALFORMED_CHUNK) {
            json = Arrays.copyOf(json, json.length / 2);
        }
        write(event, json);
    }

    /** The line that ends a stream of chat completions. */
    void done() throws IOException {
        write(null, "[DONE]".getBytes(UTF_8));
    }

    /** Waits as long as a model takes for the next piece of text. */
    void pause() throws IOException {
        Delay.of(tokenDelay);
    }

    private void write(@Nullable String event, byte[] data) throws IOException {
        if (faults.breakAfterChunks().orElse(Integer.MAX_VALUE) <= sent) {
            out.flush();
            throw new ConnectionDroppedException();
        }
        if (event != null) {
            out.write(("event: " + event + "\n").getBytes(UTF_8));
        }
        out.write("data: ".getBytes(UTF_8));
        out.write(data);
        out.write("\n\n".getBytes(UTF_8));
        out.flush();
        sent++;
    }
}
