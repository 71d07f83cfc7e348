package io.tokentally.adapter.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.state.ExpectedTable;
import io.tokentally.adapter.gateway.state.StateDiagram;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each event does in each state of a call, and of its caller and its upload. */
class CallTransitionsTest {

    private static final String CALL = """
            RECEIVING: BODY_ARRIVED > RECEIVING; BODY_WHOLE > PREPARING; PREPARED > JUDGING; REQUEST_REFUSED NO_MEMORY CALLER_LEFT STOPPED > DONE
            PREPARING: PREPARED > JUDGING; CALLER_LEFT > ORPHANED; PREPARING_FAILED NO_MEMORY STOPPED > DONE
            ORPHANED: PREPARED PREPARING_FAILED STOPPED > DONE
            JUDGING: BODY_ARRIVED > JUDGING; ALLOWED > CONNECTING; FORBIDDEN REQUEST_REFUSED NO_MEMORY CALLER_LEFT STOPPED > DONE
            CONNECTING: BODY_ARRIVED > CONNECTING; CONNECTED > SENT; NOT_CONNECTED > FAILING; NO_CONNECTION_FREE REQUEST_REFUSED NO_MEMORY CALLER_LEFT STOPPED > DONE
            SENT: BODY_ARRIVED UPSTREAM_WRITABLE > SENT; CONNECTION_STALE > CONNECTING; RESPONSE_BEGAN > STREAMING; CALLER_LEFT > ABANDONED; RESPONSE_UNREADABLE BROKE_OFF TIMED_OUT REQUEST_REFUSED NO_MEMORY STOPPED > FAILING
            ABANDONED: UPSTREAM_WRITABLE > ABANDONED; RESPONSE_BEGAN > DRAINING; RESPONSE_UNREADABLE BROKE_OFF DRAIN_SPENT NO_MEMORY STOPPED > FAILING
            STREAMING: BODY_ARRIVED UPSTREAM_WRITABLE RESPONSE_ARRIVED REQUEST_REFUSED NO_MEMORY > STREAMING; RESPONSE_COMPLETE > SETTLING_OPEN; RESPONSE_ENDED > SETTLING_WHOLE; BROKE_OFF TIMED_OUT STOPPED > SETTLING_BROKEN; CALLER_LEFT > DRAINING; READING_FAILED > DONE
            DRAINING: UPSTREAM_WRITABLE RESPONSE_ARRIVED NO_MEMORY > DRAINING; RESPONSE_COMPLETE > SETTLING_OPEN; RESPONSE_ENDED > SETTLING_WHOLE; BROKE_OFF DRAIN_SPENT STOPPED > SETTLING_BROKEN; READING_FAILED > DONE
            SETTLING_OPEN: BODY_ARRIVED UPSTREAM_WRITABLE RESPONSE_ARRIVED REQUEST_REFUSED NO_MEMORY CALLER_LEFT STOPPED > SETTLING_OPEN; RESPONSE_ENDED > SETTLING_WHOLE; BROKE_OFF TIMED_OUT DRAIN_SPENT > SETTLING_BROKEN; RECORD_KEPT > DELIVERING; RECORD_LOST READING_FAILED > DONE
            SETTLING_WHOLE: BODY_ARRIVED REQUEST_REFUSED NO_MEMORY CALLER_LEFT STOPPED > SETTLING_WHOLE; RECORD_KEPT RECORD_LOST READING_FAILED > DONE
            SETTLING_BROKEN: BODY_ARRIVED REQUEST_REFUSED NO_MEMORY CALLER_LEFT STOPPED > SETTLING_BROKEN; RECORD_KEPT RECORD_LOST READING_FAILED > DONE
            DELIVERING: BODY_ARRIVED UPSTREAM_WRITABLE RESPONSE_ARRIVED REQUEST_REFUSED NO_MEMORY STOPPED > DELIVERING; RESPONSE_ENDED BROKE_OFF TIMED_OUT CALLER_LEFT READING_FAILED > DONE
            FAILING: BODY_ARRIVED REQUEST_REFUSED NO_MEMORY CALLER_LEFT STOPPED > FAILING; RECORD_KEPT RECORD_LOST > DONE
            DONE: PREPARED PREPARING_FAILED ALLOWED FORBIDDEN CONNECTED NOT_CONNECTED NO_CONNECTION_FREE RECORD_KEPT RECORD_LOST READING_FAILED NO_MEMORY CALLER_LEFT > DONE
            """;

    private static final String CALLER = """
            WAITING: REFUSED ANSWERED > SERVED; CUT > CUT_OFF; LEFT > GONE
            SERVED: CUT > CUT_OFF; LEFT > GONE
            CUT_OFF: REFUSED ANSWERED CUT > CUT_OFF; LEFT > GONE
            GONE: REFUSED ANSWERED CUT > GONE
            """;

    private static final String UPLOAD = """
            WAITING: PIECE > WAITING; LAST_PIECE > WAITING_WHOLE; CONNECTED > PASSING; OVER > OVER
            WAITING_WHOLE: CONNECTED > PASSED; OVER > OVER
            PASSING: PIECE > PASSING; LAST_PIECE > PASSED; OVER > OVER
            PASSED: OVER > OVER
            OVER: PIECE LAST_PIECE OVER > OVER
            """;

    static Stream<Arguments> ofCall() {
        return ExpectedTable.cells(CallState.class, CallEvent.class, CALL);
    }

    static Stream<Arguments> ofCaller() {
        return ExpectedTable.cells(CallerState.class, CallerState.Event.class, CALLER);
    }

    static Stream<Arguments> ofUpload() {
        return ExpectedTable.cells(UploadState.class, UploadState.Event.class, UPLOAD);
    }

    @ParameterizedTest
    @MethodSource("ofCall")
    void anEventOfACallLeadsThereOrIsInappropriate(CallState state, CallEvent event, @Nullable String next) {
        assertThat(CallTransitions.TABLE.next(state, event)).isEqualTo(next == null ? null : CallState.valueOf(next));
    }

    @Test
    void theDocumentationShowsThem() {
        assertThat(StateDiagram.document())
                .contains(StateDiagram.of(CallTransitions.TABLE, CallState.class, CallEvent.class));
    }

    @ParameterizedTest
    @MethodSource("ofCaller")
    void soDoesAnEventOfItsCaller(CallerState state, CallerState.Event event, @Nullable String next) {
        assertThat(CallerState.TABLE.next(state, event)).isEqualTo(next == null ? null : CallerState.valueOf(next));
    }

    @ParameterizedTest
    @MethodSource("ofUpload")
    void soDoesAnEventOfItsUpload(UploadState state, UploadState.Event event, @Nullable String next) {
        assertThat(UploadState.TABLE.next(state, event)).isEqualTo(next == null ? null : UploadState.valueOf(next));
    }
}
