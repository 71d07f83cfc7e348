package io.tokentally.adapter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.domain.usage.UsageRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it appends leaves every record behind that it said was kept. */
@Timeout(180)
class KilledProcessIT {

    private static final int ROUNDS = 8;

    @TempDir
    private Path folder;

    @Test
    void whatWasSaidToBeKeptIsThereInItsOrder() throws Exception {
        Random random = new Random(11);
        List<Integer> kept = new ArrayList<>();
        int next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Integer> ofThisRound = appendUntilKilled(next, 20 + random.nextInt(400));
            kept.addAll(ofThisRound);
            // A gap, so that what was on its way when the process died is told from what the next one appends.
            next = kept.getLast() + 1_000_000;
        }

        List<UsageRecord> posted = TestJournal.contents(folder);

        assertThat(kept).hasSizeGreaterThan(ROUNDS * 100).isSorted();
        Set<UsageRecord> missing =
                kept.stream().map(KilledProcess::call).collect(Collectors.toCollection(LinkedHashSet::new));
        posted.forEach(missing::remove);
        assertThat(missing).isEmpty();
        assertThat(posted.stream().map(UsageRecord::createdAt)).isSorted();
        assertThat(TestJournal.contents(folder)).isEmpty();
        try (var libraries = Files.list(folder.resolve("native"))) {
            assertThat(libraries).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void noOtherProcessOpensItUntilThatOneIsDead() throws Exception {
        Process other = begin(0);
        try (BufferedReader lines = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("0");

            assertThatIllegalStateException()
                    .isThrownBy(() -> TestJournal.contents(folder))
                    .withMessageContaining("Another process keeps its journal in the folder " + folder);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(TestJournal.contents(folder)).contains(KilledProcess.call(0));
    }

    @SuppressWarnings("StringSplitter") // An output that ends with a line feed has no number after it.
    private List<Integer> appendUntilKilled(int first, int millis) throws Exception {
        Process process = begin(first);
        List<Integer> kept = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            Thread killer = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (killer == null) {
                    killer = Thread.startVirtualThread(() -> kill(process, millis));
                }
                add(line, first + kept.size(), kept);
            }
        }
        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(kept)
                .isEqualTo(IntStream.range(first, first + kept.size()).boxed().toList());
        return kept;
    }

    private Process begin(int first) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        folder.toString(),
                        String.valueOf(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The last line may have been cut off. */
    private static void add(String line, int expected, List<Integer> kept) {
        if (line.equals(String.valueOf(expected))) {
            kept.add(expected);
        }
    }

    private static void kill(Process process, int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        // By its handle: what it printed can still be read then.
        assertThat(process.toHandle().destroyForcibly()).isTrue();
    }
}
