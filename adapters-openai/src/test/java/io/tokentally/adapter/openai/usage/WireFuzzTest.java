package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.VisibleBytes;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.WireExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * No bytes whatever make reading throw, hang, or record other than once. With {@code JAZZER_FUZZ=1} the fuzzer looks
 * for such bytes; otherwise it tries those that it once found, and mutants of real answers with a fixed seed.
 */
class WireFuzzTest {

    private static final int MUTANTS = 1_000;

    private final RecordedCalls recorded = new RecordedCalls();
    private final UsageReporter reporter = new UsageReporter(recorded, recorded);

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreReadOnce(FuzzedDataProvider data) throws IOException {
        int pieceSize = data.consumeInt(1, 500);
        readEveryWay(data.consumeRemainingAsBytes(), pieceSize);
    }

    @Test
    void mutantsOfAnswersAreReadOnce() throws IOException {
        String[] seeds = {
            Wire.CHAT,
            Wire.RESPONSE,
            Wire.EMBEDDINGS,
            Wire.RATE_LIMIT,
            Wire.ROLE + Wire.HELLO + Wire.USAGE + Wire.DONE,
            Wire.RESPONSE_DELTA + Wire.RESPONSE_COMPLETED
        };
        Random random = new Random(20261015);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] bytes = mutant(seeds[i % seeds.length], random);
            readEveryWay(bytes, 1 + random.nextInt(300));
        }
    }

    private static byte[] mutant(String seed, Random random) {
        byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = (byte) "{}[]\":,-0123456789.eE\n\r ".charAt(random.nextInt(24));
                default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
            }
        }
        return bytes;
    }

    private void readEveryWay(byte[] bytes, int pieceSize) throws IOException {
        for (MeteredApi api : MeteredApi.values()) {
            feed(api, 200, "application/json", bytes, pieceSize);
            feed(api, 200, "text/event-stream", bytes, pieceSize);
            feed(api, 500, "application/json", bytes, pieceSize);
        }
        byte[] request = "{\"stream\":true,\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        Attempt attempt = attempt(MeteredApi.CHAT_COMPLETIONS, request);
        try (FilteredStream visible = new FilteredStream(
                new ByteArrayInputStream(bytes),
                new WatchedAnswer(attempt, attempt.answered(ResponseHead.of(200, "text/event-stream"))),
                reporter)) {
            assertThat(visible.readAllBytes()).hasSizeLessThanOrEqualTo(bytes.length);
        }
        assertThat(recorded.next(3 * MeteredApi.values().length + 1)).allMatch(WireFuzzTest::isPlausible);
        assertThat(recorded.isEmpty()).isTrue();
        assertThat(recorded.failures).isEmpty();
    }

    private static boolean isPlausible(MeteredCall call) {
        return call.timing().responseTime().compareTo(Duration.ofMinutes(1)) < 0;
    }

    private Attempt attempt(MeteredApi api, byte[] request) {
        WireExchange exchange = new WireExchange(new OpenAiCall(api, null));
        exchange.prepare("application/json", request);
        return new MeteringContext(
                        reporter,
                        ScriptedBudgets.none(),
                        refused -> {},
                        RecordedCalls.DEFAULT_ORGANIZATION,
                        RecordedCalls.DEFAULT_USER,
                        InstantSource.fixed(RecordedCalls.NOON),
                        System::nanoTime,
                        UUID::randomUUID)
                .begin(
                        exchange,
                        Attribution.of(
                                RecordedCalls.DEFAULT_ORGANIZATION,
                                RecordedCalls.DEFAULT_USER,
                                new Endpoint("feature")),
                        Identifiers.UNKNOWN_MODEL,
                        CallAttempt.UNTOLD,
                        Reservation.NONE);
    }

    private void feed(MeteredApi api, int status, String type, byte[] bytes, int pieceSize) {
        Attempt attempt = attempt(api, bytes);
        AnswerObserver observer = new WatchedAnswer(attempt, attempt.answered(ResponseHead.of(status, type)));
        for (int at = 0; at < bytes.length; at += pieceSize) {
            observer.arrived(bytes, at, Math.min(pieceSize, bytes.length - at), VisibleBytes.NOBODY);
        }
        observer.ended(VisibleBytes.NOBODY);
        observer.closed();
        observer.broke(new IOException("late"));
    }
}
