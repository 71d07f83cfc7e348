package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.WireExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageFilterTest {

    private static final String STREAM = ": comment\n\n" + Wire.ROLE + Wire.HELLO + Wire.STOP + Wire.USAGE + Wire.DONE;
    private static final String SEEN =
            ": comment\n\n" + (Wire.ROLE + Wire.HELLO + Wire.STOP).replace(",\"usage\":null", "") + Wire.DONE;

    /** What is held back of an event at most, in bytes. */
    private static final int MAX_EVENT = 1024 * 1024;

    private final RecordedCalls recorded = new RecordedCalls();
    private final UsageReporter reporter = new UsageReporter(recorded, recorded);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000, 100_000})
    void theSameIsSeenHoweverTheBytesAreCut(int pieceSize) throws IOException {
        assertThat(seen(STREAM, pieceSize)).isEqualTo(SEEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyKindOfLineEndIsKept(String lineEnd) throws IOException {
        assertThat(seen(STREAM.replace("\n", lineEnd), 5)).isEqualTo(SEEN.replace("\n", lineEnd));
    }

    @Test
    void usageFirstInTheChunkGoesWithItsComma() throws IOException {
        assertThat(seen("data: { \"usage\" : null , \"choices\":[{}]}\n\n", 9))
                .isEqualTo("data: {  \"choices\":[{}]}\n\n");
    }

    @Test
    void onlyMemberGoesAlone() throws IOException {
        assertThat(seen("data: {\"usage\":null}\n\n", 9)).isEqualTo("data: {}\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[],\"usage\":null,\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\": null\"}}]}\n\n",
                "data: {\"choices\":[{\"usage\":null}]}\n\n",
                "data: {\"choices\":[{\"index\":0}],\"usage\":{\"prompt_tokens\":1}}\n\n",
                "data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n",
                "data: \"usage\" }{\n\n",
                "data: {\"choices\":[],\ndata: \"usage\":null}\n\n",
                "data: {\"usage\":null",
                "\n\n\n",
                ""
            })
    void whatIsNotForMeteringStays(String stream) throws IOException {
        assertThat(seen(stream, 4)).isEqualTo(stream);
    }

    @Test
    void eventOfAnySizePassesInBoundedMemory() throws IOException {
        String huge = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(3 * MAX_EVENT)
                + "\"}}],\"usage\":null}\n\n";

        assertThat(seen(huge + STREAM, 8192)).isEqualTo(huge + SEEN);
    }

    /** The answer is reported by then, and the caller goes on reading. */
    @Test
    void whatFollowsTheEndIsFilteredToo() throws IOException {
        assertThat(seen(STREAM + Wire.HELLO + Wire.USAGE, 9))
                .isEqualTo(SEEN + Wire.HELLO.replace(",\"usage\":null", ""));
        assertThat(recorded.failures).isEmpty();
    }

    @Test
    void bytesCanBeReadOneByOne() throws IOException {
        try (InputStream stream = visible(STREAM, 10)) {
            StringBuilder read = new StringBuilder();
            for (int octet = stream.read(); octet >= 0; octet = stream.read()) {
                read.append((char) octet);
            }
            assertThat(new String(read.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .isEqualTo(SEEN);
        }
    }

    /** As a caller sees it who did not ask for usage. */
    private InputStream visible(String stream, int pieceSize) {
        WireExchange exchange = new WireExchange(new OpenAiCall(MeteredApi.CHAT_COMPLETIONS, null));
        exchange.prepare("application/json", "{\"stream\":true,\"messages\":[]}".getBytes(StandardCharsets.UTF_8));
        Attempt attempt = new MeteringContext(
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
        ResponseReader reader = attempt.answered(ResponseHead.of(200, "text/event-stream"));
        assertThat(reader.isFiltered()).isTrue();
        return new FilteredStream(new Pieces(stream, pieceSize), new WatchedAnswer(attempt, reader), reporter);
    }

    private String seen(String stream, int pieceSize) throws IOException {
        try (InputStream visible = visible(stream, pieceSize)) {
            return new String(visible.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Gives no more than so many bytes at a time. */
    private static final class Pieces extends ByteArrayInputStream {

        private final int size;

        Pieces(String text, int size) {
            super(text.getBytes(StandardCharsets.UTF_8));
            this.size = size;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, size));
        }
    }
}
