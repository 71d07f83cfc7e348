package io.tokentally.adapter.usagefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tokentally.application.port.out.usage.UnreadableUsageFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;

/**
 * Whatever a file of usage holds, each of its rows is read or refused, and the file as a whole only as declared. With {@code
 * JAZZER_FUZZ=1} the fuzzer looks for files of which that is not so, from those under {@code UsageFilesFuzzTestInputs} on; otherwise it
 * tries these.
 */
class UsageFilesFuzzTest {

    /** The bytes as a file, and each line of them as a column's cell of a call that is whole. */
    @FuzzTest(maxDuration = "2m")
    void everyRowIsReadOrRefused(byte[] bytes) {
        read(bytes).ifPresent(rows -> {
            long lines = new String(bytes, StandardCharsets.ISO_8859_1).lines().count();
            assertThat(rows.calls).allMatch(call -> call.line() >= 1 && call.line() <= lines);
            assertThat(rows.refused).allMatch(reason -> halvesAreSpelt(bytes) || canBeWritten(reason));
        });
        String cell = new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\x00-\\x1f]", " ");
        for (String header :
                List.of("Tags", "Texts as Recorded (JSON)", "Usage Parts (JSON)", "Date", "Quantity: input_tokens")) {
            ReadRows rows = readWith(header, cell);
            assertThat(rows.calls.size() + rows.refused.size())
                    .as("rows with %s in %s", cell, header)
                    .isEqualTo(1);
        }
    }

    @Test
    void aLongCellTakesNoStack() {
        assertThat(readWith("Tags", "team=" + "x".repeat(100_000)).refused).hasSize(1);
    }

    /** The file of one call that has that cell, and in front of all others. */
    private static ReadRows readWith(String header, String cell) {
        StringBuilder headers = new StringBuilder(header);
        StringBuilder cells = new StringBuilder(quoted(cell));
        List<String> whole = cells(OwnFiles.csvLine());
        int at = 0;
        for (String other : CsvColumn.HEADERS) {
            if (!other.equals(header)) {
                headers.append(',').append(other);
                cells.append(',').append(quoted(whole.get(at)));
            }
            at++;
        }
        return read("%s%n%s%n".formatted(headers, cells).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static List<String> cells(String line) {
        try (CSVParser parser = CSVParser.parse(line, CSVFormat.RFC4180)) {
            return parser.getRecords().getFirst().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON can spell half a character. */
    private static boolean halvesAreSpelt(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("\\u");
    }

    private static boolean canBeWritten(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Optional<ReadRows> read(byte[] bytes) {
        ReadRows rows = new ReadRows();
        try {
            new RecognizedUsageFiles().read(new ByteArrayInputStream(bytes), ReadRows.ACME, rows);
            return Optional.of(rows);
        } catch (UnreadableUsageFileException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
            return Optional.empty();
        }
    }
}
