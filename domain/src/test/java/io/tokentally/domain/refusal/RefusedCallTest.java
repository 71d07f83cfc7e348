package io.tokentally.domain.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.VirtualKeyId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusedCallTest {

    private static final Instant HOUR = Instant.parse("2026-03-01T12:00:00Z");
    private static final RefusedKey KEY = new RefusedKey(new OrganizationId("acme"), new VirtualKeyId(new UUID(1, 1)));

    private static RefusedCall call(@Nullable RefusedKey key, @Nullable String unknownKey) {
        return new RefusedCall(
                HOUR.plusSeconds(3_599).plusNanos(999_999_999),
                RefusalReason.UNKNOWN_KEY,
                key,
                unknownKey,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void isCountedByTheHourThatItIsIn() {
        assertThat(call(KEY, null).counter()).isEqualTo(new RefusalCounter(HOUR, KEY, RefusalReason.UNKNOWN_KEY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RefusalCounter(HOUR.plusSeconds(1), KEY, RefusalReason.UNKNOWN_KEY))
                .withMessageContaining("12:00:01");
    }

    @Test
    void keepsNoWholeKeyAndNothingOfOneThatIsKnown() {
        assertThat(call(null, "tt_abcdefgh").unknownKey()).isEqualTo("tt_abcdefgh");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call(null, "tt_" + "s".repeat(40)))
                .withMessageNotContaining("sss");
        assertThatIllegalArgumentException().isThrownBy(() -> call(KEY, "tt_abcdefgh"));
    }
}
