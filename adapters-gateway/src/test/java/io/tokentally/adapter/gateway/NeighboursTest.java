package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one caller does is no burden to the others. */
class NeighboursTest {

    private static final int PIECE = 64 << 10;
    private static final int HUGE = 100 << 20;
    private static final int MAX_CHUNKED = 1 << 20;
    private static final long MAX_MEMORY = 32L << 20;
    private static final int PAUSE_MILLIS = 20;
    private static final String AUTH = "Host: gateway\r\nAuthorization: Bearer " + KnownKeys.USER_KEY + "\r\n";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Several, so that each event loop has some. */
    private static Wire[] neighbours(GatewayUnderTest gateway) throws IOException {
        Wire[] neighbours = new Wire[2 * Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < neighbours.length; i++) {
            neighbours[i] = gateway.connect();
        }
        return neighbours;
    }

    private static int call(Wire... neighbours) throws Exception {
        for (Wire neighbour : neighbours) {
            neighbour.send(Calls.chat(KnownKeys.SERVICE_KEY));
        }
        for (Wire neighbour : neighbours) {
            assertThat(receive(neighbour).body()).isEqualTo(Calls.COMPLETION);
        }
        return neighbours.length;
    }

    private static void close(Wire... neighbours) throws IOException {
        for (Wire neighbour : neighbours) {
            neighbour.close();
        }
    }

    /** How much each event loop's thread has taken from the heap since it began. */
    private static Map<Long, Long> allocated() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("gateway-"))
                .collect(Collectors.toMap(
                        thread -> thread.getThreadId(),
                        thread -> THREADS.getThreadAllocatedBytes(thread.getThreadId())));
    }

    private static long allocatedSince(Map<Long, Long> before) {
        return allocated().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    private static long outsideTheHeap() {
        long pooled = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider other
                ? pooled + other.metric().usedDirectMemory()
                : pooled;
    }

    private static Limits withMeteredBodies(int bytes) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                usual.connections(),
                usual.upstreamConnections(),
                usual.initialLineBytes(),
                usual.headerBytes(),
                bytes,
                usual.bufferedBytes(),
                usual.otherBodyBytes(),
                usual.concurrentCalls(),
                usual.requestsPerMinute(),
                usual.drains(),
                usual.drainBytes());
    }

    /** Sends for as long as the gateway takes it. */
    private static void sendHugeBody(Wire wire, boolean announced) {
        String piece = "x".repeat(PIECE);
        try {
            for (int i = 0; i < HUGE / PIECE; i++) {
                wire.send(announced ? piece : "10000\r\n" + piece + "\r\n");
            }
        } catch (IOException e) {
            // The gateway has ended the connection, as it may.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoSendsFarTooMuchIsRefusedAndCostsNobodyAnything(boolean announced) throws Exception {
        Limits limits = announced ? Limits.DEFAULT : withMeteredBodies(MAX_CHUNKED);
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, limits);
                Wire sender = gateway.connect()) {
            Wire[] neighbours = neighbours(gateway);
            int calls = call(neighbours);
            Map<Long, Long> heap = allocated();
            long direct = outsideTheHeap();

            sender.send("POST /openai/v1/chat/completions HTTP/1.1\r\n" + AUTH
                    + (announced ? "Content-Length: " + HUGE : "Transfer-Encoding: chunked") + "\r\n\r\n");
            Thread sending = Thread.ofPlatform().start(() -> sendHugeBody(sender, announced));
            HttpText answer = receive(sender);
            do {
                calls += call(neighbours);
                Thread.sleep(PAUSE_MILLIS);
            } while (sending.isAlive());

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).startsWith("{\"error\":{").contains(limits.meteredBodyBytes() + " bytes");
            assertThat(heap).isNotEmpty();
            assertThat(allocatedSince(heap)).isLessThan(MAX_MEMORY);
            assertThat(outsideTheHeap() - direct).isLessThan(MAX_MEMORY);
            assertThat(gateway.records().count()).isEqualTo(calls);
            close(neighbours);
        }
    }

    @Test
    void whoReadsAByteASecondKeepsNobodyWaiting() throws Exception {
        AtomicLong sent = new AtomicLong();
        long whole = 64L << 20;
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    for (HttpText request = wire.receive(); request != null; request = wire.receive()) {
                        if (request.body().contains("\"stream\":true")) {
                            wire.send(Calls.STREAM_HEAD);
                            while (sent.get() < whole) {
                                wire.send("10000\r\n" + "x".repeat(PIECE) + "\r\n");
                                sent.addAndGet(PIECE);
                            }
                        } else {
                            wire.send(Calls.ok(Calls.COMPLETION));
                        }
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire slow = gateway.connect()) {
            Wire[] neighbours = neighbours(gateway);
            call(neighbours);
            long direct = outsideTheHeap();
            slow.send(Calls.chatStream());
            int rounds = 0;
            for (int second = 0; second < 4; second++) {
                assertThat(slow.octet()).isPositive();
                for (long end = System.nanoTime() + 1_000_000_000; System.nanoTime() < end; rounds++) {
                    call(neighbours);
                }
            }

            assertThat(rounds).isGreaterThan(4);
            assertThat(sent.get()).isPositive().isLessThan(whole / 2);
            assertThat(outsideTheHeap() - direct).isLessThan(MAX_MEMORY);
            close(neighbours);
        }
    }
}
