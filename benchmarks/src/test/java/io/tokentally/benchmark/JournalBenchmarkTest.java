package io.tokentally.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalBenchmarkTest {

    @TempDir
    private Path folder;

    @Test
    void measuresEveryWayAndLeavesNothingBehind() throws Exception {
        assertThat(new JournalBenchmark(folder, 50, 500).round())
                .hasSize(JournalBenchmark.Way.values().length)
                .allSatisfy((way, figures) -> {
                    assertThat(figures.p50()).isPositive().isLessThanOrEqualTo(figures.p99());
                    assertThat(figures.perSecond()).isPositive();
                });
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
