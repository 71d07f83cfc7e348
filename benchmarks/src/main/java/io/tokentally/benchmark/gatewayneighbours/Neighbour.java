package io.tokentally.benchmark.gatewayneighbours;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * An ordinary caller with a key of another organization, who calls at a steady pace, however long the answers take, and on
 * a new connection each time. A call's time counts from when it was due.
 */
final class Neighbour {

    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_OF_AN_ANSWER = 1 << 16;

    private final GatewayClient client;
    private final byte[] request;

    Neighbour(GatewayClient client) {
        this.client = client;
        this.request = client.request(WordyProvider.PROMPT_CALL, true);
    }

    /**
     * What it saw.
     *
     * @param nanoseconds of the calls that were served
     */
    record Seen(Histogram nanoseconds, Outcomes outcomes) {}

    Seen call(Duration time) throws InterruptedException {
        Seen seen = new Seen(new ConcurrentHistogram(3), new Outcomes());
        int calls = Math.toIntExact(time.toNanos() / GAP_NANOS);
        CountDownLatch left = new CountDownLatch(calls);
        long begun = System.nanoTime();
        for (int number = 0; number < calls; number++) {
            long due = begun + number * GAP_NANOS;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            Thread.ofVirtual().start(() -> {
                callOnce(due, seen);
                left.countDown();
            });
        }
        left.await();
        return seen;
    }

    private void callOnce(long due, Seen seen) {
        String outcome = Outcomes.NO_CONNECTION;
        try (Socket socket = client.connect(0, 0, PATIENCE)) {
            outcome = Outcomes.NO_ANSWER;
            OutputStream out = socket.getOutputStream();
            out.write(request);
            InputStream in = socket.getInputStream();
            String status = GatewayClient.status(in);
            in.readNBytes(MAX_OF_AN_ANSWER);
            outcome = status;
        } catch (IOException e) {
            // The outcome tells how far it came.
        }
        if (outcome.equals("200")) {
            seen.nanoseconds().recordValue(System.nanoTime() - due);
        }
        seen.outcomes().count(outcome);
    }
}
