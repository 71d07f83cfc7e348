package io.tokentally.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tokentally.domain.usage.UsageRecord;

/**
 * Whatever stands in a journal, it is a record or said to be none, and a record stays the one it is. With {@code JAZZER_FUZZ=1} the
 * fuzzer looks for bytes of which that is not so, from those under {@code RecordFuzzTestInputs} on; otherwise it tries these.
 */
class RecordFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void aRecordIsReadAsItIsWritten(byte[] bytes) throws UnreadableRecordException {
        UsageRecord read;
        try {
            read = RecordCodec.read(bytes);
        } catch (UnreadableRecordException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
            return;
        }
        assertThat(RecordCodec.read(RecordCodec.write(read))).isEqualTo(read);
    }
}
