package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.provider.wire.EventFilter.Sight;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleEventsTest {

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final VisibleEvents visible = new VisibleEvents("usage");
    private final List<Sight> sights = new ArrayList<>();
    private final StreamFraming.Scanner scanner = StreamFraming.SERVER_SENT_EVENTS.over(new StreamFraming.Listener() {
        @Override
        public void lineBegan() {
            visible.lineBegan();
        }

        @Override
        public void data(byte[] bytes, int offset, int length) {
            // Passed on with its event.
        }

        @Override
        public void eventEnded(int offset) {
            visible.eventEnded(offset, sights.isEmpty() ? Sight.WHOLE : sights.removeFirst());
        }
    });

    /** What is seen once so much has come, in pieces that begin and end within a larger buffer. */
    private String show(String stream, int size) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            int length = Math.min(size, bytes.length - at);
            byte[] buffer = new byte[length + 8];
            System.arraycopy(bytes, at, buffer, 5, length);
            visible.pieceBegan(buffer, 5, seen::write);
            scanner.scan(buffer, 5, length);
            visible.pieceEnded(5 + length);
        }
        return seen.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void lineEndsAreSeenOrNotWithTheirEvents(String lineEnd) {
        String stream = "data: {\"a\":1}\n\ndata: {\"b\":2}\n\ndata: {\"usage\":3}\n\ndata: {\"d\":4}\n\n";
        String expected = "data: {\"a\":1}\n\ndata: {}\n\ndata: {\"d\":4}\n\n";
        for (int size = 1; size <= stream.length(); size++) {
            seen.reset();
            sights.addAll(List.of(Sight.WHOLE, Sight.NOTHING, Sight.WITHOUT_MEMBER, Sight.WHOLE));

            assertThat(show(stream.replace("\n", lineEnd), size))
                    .as("in pieces of %d", size)
                    .isEqualTo(expected.replace("\n", lineEnd));
            sights.clear();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"usage\":null}|{}",
                "{\"a\":1,\"usage\":null}|{\"a\":1}",
                "{\"a\":1 , \"usage\":null }|{\"a\":1  }",
                "{\"a\":1\t,\t\"usage\":null\t}|{\"a\":1\t\t}",
                "{\"usage\":null,\"a\":1}|{\"a\":1}",
                "{ \"usage\":null , \"a\":1}|{  \"a\":1}",
                "{\t\"usage\":null\t,\"a\":1}|{\t\"a\":1}",
                "{\"a\":1,\"usage\":null,\"b\":2}|{\"a\":1,\"b\":2}",
                "{\"a\":1}|{\"a\":1}",
                "{\"usage\":{\"b\":2}}|{\"usage\":{\"b\":2}}",
            })
    void theMemberIsCutOutWithOneComma(String event, String left) {
        for (int size : new int[] {1, 4, 1_000}) {
            seen.reset();
            sights.add(Sight.WITHOUT_MEMBER);

            assertThat(show("data: " + event + "\n\n", size))
                    .as("in pieces of %d", size)
                    .isEqualTo("data: " + left + "\n\n");
        }
    }

    @Test
    void anEventIsSeenOnceItIsCompleteAndTheRestAtTheEnd() {
        assertThat(show("data: 1\n", 1_000)).isEmpty();
        assertThat(show("\ndata: 2", 1_000)).isEqualTo("data: 1\n\n");

        visible.rest(seen::write);

        assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("data: 1\n\ndata: 2");
        visible.rest(seen::write);
        assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("data: 1\n\ndata: 2");
    }

    @Test
    void anEventIsHeldBackUpToAMegabyteAndSeenAsItComesBeyond() {
        String beginning = "data: " + "x".repeat(VisibleEvents.MAX_EVENT - 6);
        sights.addAll(List.of(Sight.NOTHING, Sight.NOTHING));

        assertThat(show(beginning, 10_000)).isEmpty();
        assertThat(show("y", 1)).isEqualTo(beginning + "y");
        assertThat(show("z", 1)).isEqualTo(beginning + "yz");
        assertThat(show("\n\ndata: hidden\n\ndata: seen\n\n", 4)).isEqualTo(beginning + "yz\n\ndata: seen\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTHING", "WITHOUT_MEMBER"})
    void whatHasSeveralLinesIsSeenAsAWholeAndTheNextIsJudgedByItself(Sight sight) {
        sights.addAll(List.of(sight, Sight.NOTHING));

        assertThat(show("data: {\"a\":1,\ndata: \"usage\":2}\n\ndata: {\"usage\":2}\n\n", 3))
                .isEqualTo("data: {\"a\":1,\ndata: \"usage\":2}\n\n");
    }
}
