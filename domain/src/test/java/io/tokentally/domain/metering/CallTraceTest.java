package io.tokentally.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTraceTest {

    @Test
    void keepsWhatItIsTold() {
        CallTrace trace = new CallTrace(Map.of("session-id", "s1"), "req_1");

        assertThat(trace.clientIds()).containsExactly(Map.entry("session-id", "s1"));
        assertThat(trace.providerRequestId()).isEqualTo("req_1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "\uD800"})
    void noControlCharactersAndNothingBlank(@Nullable String id) {
        assertThat(CallTrace.isAcceptable(id)).isFalse();
        if (id != null) {
            assertThatThrownBy(() -> new CallTrace(Map.of(), id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new CallTrace(Map.of("x", id), null)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nothingLongAndNotMany() {
        assertThat(CallTrace.isAcceptable("x".repeat(200))).isTrue();
        assertThat(CallTrace.isAcceptable("x".repeat(201))).isFalse();
        Map<String, String> many =
                IntStream.range(0, 17).boxed().collect(Collectors.toMap(i -> "header-" + i, i -> "id"));
        assertThatThrownBy(() -> new CallTrace(many, null)).hasMessage("A call has at most 16 client ids, not 17");
    }
}
