package io.tokentally.adapter.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.OperatorNotice;
import io.tokentally.domain.alert.OperatorReceiver;
import io.tokentally.domain.alert.OperatorTrouble;
import io.tokentally.domain.alert.OperatorWatch;
import io.tokentally.domain.alert.OperatorWatch.Lasting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators are to be told is there after a start, as it was kept. */
class FileOperatorNoticesTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123Z");
    private static final OperatorWatch WATCH = new OperatorWatch(
            Map.of(
                    OperatorTrouble.LEDGER_BEHIND, new Lasting(NOON, NOON.plusSeconds(1), 2, NOON.plusSeconds(2)),
                    OperatorTrouble.SUMS_DIFFER, new Lasting(NOON, NOON, 1, null)),
            List.of(
                    notice(OperatorReceiver.MAIL, 0, AlertState.OVER),
                    notice(OperatorReceiver.WEBHOOK, 3, AlertState.OK)));

    @TempDir
    private Path home;

    private static OperatorNotice notice(OperatorReceiver receiver, int attempts, AlertState state) {
        return new OperatorNotice(
                new AlertEventId(new UUID(1, 2)),
                OperatorTrouble.LEDGER_BEHIND,
                state,
                NOON,
                2,
                new TreeMap<>(Map.of("lag_seconds", "300", "failure", "\"quoted\"")),
                receiver,
                attempts,
                NOON.plusSeconds(10));
    }

    private Path file() {
        return home.resolve("alerts").resolve("operator.json");
    }

    @Test
    void whatIsKeptIsReadAgain() {
        assertThat(new FileOperatorNotices(file()).load()).isEqualTo(OperatorWatch.NONE);

        new FileOperatorNotices(file()).save(WATCH);
        assertThat(new FileOperatorNotices(file()).load()).isEqualTo(WATCH);

        new FileOperatorNotices(file()).save(OperatorWatch.NONE);
        assertThat(new FileOperatorNotices(file()).load()).isEqualTo(OperatorWatch.NONE);
    }

    @Test
    void whoDiesWhileWritingLeavesWhatWasThere() throws IOException {
        new FileOperatorNotices(file()).save(WATCH);
        Files.writeString(file().resolveSibling("operator.json.next"), "{\"lasting\": {");

        assertThat(new FileOperatorNotices(file()).load()).isEqualTo(WATCH);
        new FileOperatorNotices(file()).save(OperatorWatch.NONE);
        assertThat(new FileOperatorNotices(file()).load()).isEqualTo(OperatorWatch.NONE);
    }

    /** Whoever dies before the last step has written no byte of the file that is there: another takes its place. */
    @Test
    void theFileIsReplacedAndNeverWrittenInto() throws IOException {
        FileOperatorNotices notices = new FileOperatorNotices(file());
        notices.save(WATCH);
        Path before = Files.createLink(home.resolve("before.json"), file());
        byte[] content = Files.readAllBytes(before);

        notices.save(OperatorWatch.NONE);

        assertThat(before).hasBinaryContent(content);
        assertThat(file().resolveSibling("operator.json.next")).doesNotExist();
    }

    /** The crash: what is new cannot be written, as little as on a full disk. */
    @Test
    void whatCannotBeWrittenLeavesWhatWasThere() throws IOException {
        FileOperatorNotices notices = new FileOperatorNotices(file());
        notices.save(WATCH);
        Files.createDirectory(file().resolveSibling("operator.json.next"));

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> notices.save(OperatorWatch.NONE));

        assertThat(notices.load()).isEqualTo(WATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"lasting\": {\"SUN_IS_DOWN\": {}}, \"pending\": []}",
                "{\"lasting\": {\"SUMS_DIFFER\": {\"since\": \"noon\", \"toldAt\": \"noon\", \"round\": 1}}, \"pending\": []}"
            })
    void whatCannotBeReadIsTakenForNothing(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);

        assertThat(new FileOperatorNotices(file()).load()).isEqualTo(OperatorWatch.NONE);
    }

    @Test
    void whatCannotBeKeptIsSaid() throws IOException {
        Files.writeString(home.resolve("alerts"), "in the way");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new FileOperatorNotices(file()).save(WATCH));
    }
}
