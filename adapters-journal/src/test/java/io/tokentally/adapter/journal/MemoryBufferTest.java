package io.tokentally.adapter.journal;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBufferTest {

    private static final UsageRecord FIRST = aUsageRecord().build();
    private static final UsageRecord SECOND = aUsageRecord().build();
    private static final UsageRecord THIRD = aUsageRecord().build();

    private final MemoryBuffer memory = new MemoryBuffer(2);

    @Test
    void itHoldsAsManyAsItHasRoomForAndSaysWhatItDoesNotHold() {
        assertThat(memory.offer(FIRST)).isTrue();
        assertThat(memory.offer(SECOND)).isTrue();
        assertThat(memory.offer(THIRD)).isFalse();

        assertThat(memory.size()).isEqualTo(2);
        assertThat(memory.take(5)).containsExactly(FIRST, SECOND);
        assertThat(memory.offer(THIRD)).isTrue();
    }

    @Test
    void noMoreAreTakenThanAskedForAndEachOnce() {
        memory.offer(FIRST);
        memory.offer(SECOND);

        assertThat(memory.take(1)).containsExactly(FIRST);
        assertThat(memory.take(1)).containsExactly(SECOND);
        assertThat(memory.take(1)).isEmpty();
    }

    /** Though others came in the meantime: they were kept once, and are not given up. */
    @Test
    void whatIsPutBackStandsAheadInItsOrder() {
        memory.offer(FIRST);
        memory.offer(SECOND);
        List<UsageRecord> taken = memory.take(2);
        memory.offer(THIRD);

        memory.putBack(taken);

        assertThat(memory.take(5)).containsExactly(FIRST, SECOND, THIRD);
    }
}
