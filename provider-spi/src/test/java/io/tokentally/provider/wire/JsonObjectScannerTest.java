package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectScannerTest {

    private static final String FIRST = "{\"a\": [{\"b\": \"}\\\\\\\"{\"}], \"c\": 1}";
    private static final String SECOND = "{\"d\": \"[\"}";

    private static List<String> events(String stream, int piece) {
        List<String> events = new ArrayList<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        JsonObjectScanner scanner = new JsonObjectScanner(new StreamFraming.Listener() {
            @Override
            public void data(byte[] bytes, int offset, int length) {
                data.write(bytes, offset, length);
            }

            @Override
            public void eventEnded(int offset) {
                assertThat(stream.getBytes(StandardCharsets.UTF_8)[offset - 1]).isEqualTo((byte) '}');
                events.add(data.toString(StandardCharsets.UTF_8));
                data.reset();
            }
        });
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            scanner.scan(bytes, at, Math.min(piece, bytes.length - at));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void objectsOfAnArrayAreEventsHoweverTheyAreCut(int piece) {
        assertThat(events("[" + FIRST + "\n,\r\n" + SECOND + "]", piece)).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void soAreObjectsThatFollowOneAnother(int piece) {
        assertThat(events(FIRST + "\n" + SECOND, piece)).containsExactly(FIRST, SECOND);
    }

    @Test
    void whatIsNotWholeIsNoEvent() {
        assertThat(events("[" + FIRST + ", {\"d\": \"}", 4)).containsExactly(FIRST);
    }

    @Test
    void whatIsNoObjectIsPassedOver() {
        assertThat(events("]}, 7, \"x\" " + SECOND, 3)).containsExactly(SECOND);
    }
}
