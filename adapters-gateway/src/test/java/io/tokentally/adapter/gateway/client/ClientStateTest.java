package io.tokentally.adapter.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.state.ExpectedTable;
import io.tokentally.adapter.gateway.state.StateDiagram;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each event does in each state of a client's connection. */
class ClientStateTest {

    private static final String CONNECTION = """
            FRESH: HEADERS > RECEIVING; YIELD CUT INACTIVE > CLOSED
            IDLE: HEADERS > RECEIVING; YIELD CUT INACTIVE > CLOSED
            RECEIVING: BODY YIELD > RECEIVING; BODY_ENDED > ANSWERING; ANSWERED > DISCARDING; ANSWERED_LAST > LINGERING; CUT INACTIVE > CLOSED
            ANSWERING: YIELD > ANSWERING; ANSWERED > IDLE; ANSWERED_LAST > CLOSING; CUT INACTIVE > CLOSED
            DISCARDING: BODY > DISCARDING; BODY_ENDED > IDLE; YIELD CUT INACTIVE > CLOSED
            CLOSING: YIELD > CLOSING; CUT INACTIVE > CLOSED
            LINGERING: BODY BODY_ENDED YIELD > LINGERING; CUT INACTIVE > CLOSED
            CLOSED: ANSWERED ANSWERED_LAST YIELD CUT INACTIVE > CLOSED
            """;

    static Stream<Arguments> ofConnection() {
        return ExpectedTable.cells(ClientState.class, ClientState.Event.class, CONNECTION);
    }

    @ParameterizedTest
    @MethodSource("ofConnection")
    void anEventLeadsThereOrIsInappropriate(ClientState state, ClientState.Event event, @Nullable String next) {
        assertThat(ClientState.TABLE.next(state, event)).isEqualTo(next == null ? null : ClientState.valueOf(next));
    }

    @Test
    void theDocumentationShowsThem() {
        assertThat(StateDiagram.document())
                .contains(StateDiagram.of(ClientState.TABLE, ClientState.class, ClientState.Event.class));
    }
}
