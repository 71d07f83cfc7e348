package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeastRateOutputTest {

    private static final ExportOptions OPTIONS = new ExportOptions(1_000, Duration.ofSeconds(30));

    private long now;

    @Test
    void anHonestSlowLinkFinishes() {
        assertThatCode(() -> sent(100_000, 1_024, 1_100)).doesNotThrowAnyException();
    }

    @Test
    void aSlowerReaderIsCutOnceTheGraceIsOver() {
        assertThatThrownBy(() -> sent(100_000, 1_024, 900))
                .isInstanceOf(ReaderTooSlowException.class)
                .hasMessageContaining("less than 1000 bytes a second");
        assertThat(now).isBetween(30_000_000_000L, 33_000_000_000L);
    }

    @Test
    void whatAReaderTookInTheGraceBeforeDoesNotCount() {
        Reader reader = new Reader(1_000_000);
        LeastRateOutput out = new LeastRateOutput(reader, OPTIONS, () -> now);

        assertThatCode(() -> out.write(new byte[31_000_000])).doesNotThrowAnyException();
        reader.rate = 10;

        assertThatThrownBy(() -> out.write(new byte[31_000])).isInstanceOf(ReaderTooSlowException.class);
    }

    @Test
    void theTimeThatTheBytesTakeToBeMadeIsNotTheReaders() throws IOException {
        LeastRateOutput out = new LeastRateOutput(new Reader(1_000_000), OPTIONS, () -> now);

        for (int row = 0; row < 100; row++) {
            now += Duration.ofSeconds(20).toNanos();
            out.write(new byte[10]);
        }
        out.flush();
    }

    @Test
    void noLeastRateBearsWithAnybody() throws IOException {
        LeastRateOutput out =
                new LeastRateOutput(new Reader(1), new ExportOptions(0, Duration.ofSeconds(1)), () -> now);

        out.write(new byte[10_000]);

        assertThat(now).isEqualTo(Duration.ofSeconds(10_000).toNanos());
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new ExportOptions(-1, Duration.ofSeconds(1))).hasMessageContaining("not -1");
        assertThatThrownBy(() -> new ExportOptions(1, Duration.ZERO)).hasMessageContaining("grace");
    }

    private void sent(int bytes, int atOnce, int bytesPerSecond) throws IOException {
        LeastRateOutput out = new LeastRateOutput(new Reader(bytesPerSecond), OPTIONS, () -> now);
        for (int from = 0; from < bytes; from += atOnce) {
            out.write(new byte[Math.min(atOnce, bytes - from)]);
        }
    }

    /** Takes that many bytes a second. */
    private final class Reader extends OutputStream {

        private long rate;

        Reader(long rate) {
            this.rate = rate;
        }

        @Override
        public void write(int value) {
            now += 1_000_000_000L / rate;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            now += 1_000_000_000L * length / rate;
        }
    }
}
