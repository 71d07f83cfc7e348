package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventScannerTest {

    private static final String STREAM = """
            : comment
            event: a
            data: first ö

            data:no space
            data:  two spaces
            id: 1
            dat: not data
            datum: neither
            datas: nor this
            data

            retry: 5

            data: last
            """;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void dataOfEventsIsFoundWithEveryLineEnd(String lineEnd) {
        assertThat(events(STREAM.replace("\n", lineEnd), 1000))
                .containsExactly("first ö", "no space\n two spaces\n", "", "last…");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 11})
    void dataIsFoundHoweverTheBytesAreCut(int pieceSize) {
        assertThat(events(STREAM.replace("\n", "\r\n"), pieceSize)).isEqualTo(events(STREAM, 1000));
    }

    @Test
    void emptyDataIsAnEventWithoutContent() {
        assertThat(events("data:\n\ndata\n\n", 1)).containsExactly("", "");
    }

    /** The data of each event; of an event without its end with an ellipsis. */
    private static List<String> events(String stream, int pieceSize) {
        List<String> events = new ArrayList<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        EventScanner scanner = new EventScanner(new StreamFraming.Listener() {
            @Override
            public void data(byte[] bytes, int offset, int length) {
                data.write(bytes, offset, length);
            }

            @Override
            public void eventEnded(int offset) {
                assertThat(stream.getBytes(StandardCharsets.UTF_8)[offset - 1]).isIn((byte) '\n', (byte) '\r');
                events.add(data.toString(StandardCharsets.UTF_8));
                data.reset();
            }
        });
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += pieceSize) {
            scanner.scan(bytes, at, Math.min(pieceSize, bytes.length - at));
        }
        if (data.size() > 0) {
            events.add(data.toString(StandardCharsets.UTF_8) + "…");
        }
        return events;
    }
}
