package io.tokentally.adapter.usagefile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.usage.UnreadableUsageFileException;
import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.application.port.out.usage.UsageFiles.Rows;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.pricing.InputBand;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognizedUsageFilesTest {

    private static final String JSON = OwnFiles.jsonLine();
    private static final String CSV = OwnFiles.csvHeader() + "\r\n" + OwnFiles.csvLine() + "\r\n";

    @Test
    void theSameCallIsReadFromEitherForm() {
        ReadRows json = ReadRows.of(JSON + "\n");
        ReadRows csv = ReadRows.of(CSV);

        assertThat(json.refused).isEmpty();
        assertThat(csv.refused).isEmpty();
        assertThat(json.calls).hasSize(1);
        assertThat(csv.calls.getFirst().call()).isEqualTo(json.calls.getFirst().call());
        assertThat(csv.calls.getFirst().cost()).isEqualTo(json.calls.getFirst().cost());
        assertThat(csv.calls.getFirst().id()).isEqualTo(json.calls.getFirst().id());
    }

    @Test
    void aByteOrderMarkBelongsToNoColumn() {
        assertThat(ReadRows.of("\uFEFF" + CSV).calls).hasSize(1);
        assertThat(ReadRows.of("\uFEFF" + JSON).calls).hasSize(1);
    }

    /** Each of these would make a false figure, or a call that nobody made. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "inputTokens":10000           | "inputTokens":10001            | inputTokens is 10001, and the quantities add up to 10000
        "cost":"0.002"                | "cost":"0.02"                  | cost is 0.02, and the rates make 0.002
        "amount":"0.001"}]            | "amount":"0.0010001"}]         | amount of a cost line is 0.0010001, and the rates make 0.001
        "price":"0.1"                 | "price":"1e999999999"          | price is no decimal number: '1e999999999'
        "createdAt":"2025-10-15T11    | "createdAt":"2025-10-15T12     | createdAt is 2025-10-15T12:33:01.568Z, and the id is of 2025-10-15T11:33:01.568Z
        "input_tokens":10000,         | "input_tokens":-10000,         | INPUT_TOKENS must lie between 0 and 100000000000, not -10000
        "input_tokens":10000,         | "inputs":10000,                | a unit of quantities cannot be 'inputs': this version does not know it
        "usage":"reported"            | "usage":"missing"              | usage is 'missing', which has no quantities
        "success":true                | "success":false                | an error belongs to a call without success, and to no other
        "success":true                | "success":"yes"                | success must be true or false
        "costStatus":"measured"       | "costStatus":"unpriced"        | A cost that is UNPRICED has no lines
        "id":"0199e7a5-1c00-7abc      | "id":"0199e7a5-1c00-4abc       | A usage record id must be a UUID of version 7, not 0199e7a5-1c00-4abc-8def-0123456789ab
        "id":"0199e7a5-1c00-7abc-8def | "id":"199e7a5-1c00-7abc-8def   | id is no UUID
        "userId":"member@acme.example" | "userId":7                    | userId must be a text
        "userId":"member@acme.example", | ~~                           | userId is missing
        "responseTimeMs":850          | "responseTimeMs":-1            | Response time must not be negative: PT-0.001S
        "success":true                | "success":true,"attempt":0     | The number of an attempt is from 1 to 1000, not 0
        "success":true                | "success":true,"attempt":4294967298 | The number of an attempt is from 1 to 1000, not 2147483647
        "success":true                | "success":true,"attemptOf":"a" | attemptOf is no UUID
        """)
    void whatCannotBeTrueIsRefusedAndTheRowsAroundItAreKept(String from, String to, String reason) {
        assertThat(JSON).contains(from);
        String bad = JSON.replace(from, to == null ? "" : to);

        ReadRows rows = ReadRows.of(String.join("\n", JSON, bad, JSON) + "\n");

        assertThat(rows.refused).containsExactly("2: " + reason);
        assertThat(rows.calls).extracting(PastCall::line).containsExactly(1L, 3L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        ,10000,2500,12500,  | ,10000,2500,12501,  | totalTokens is 12501, and the quantities add up to 12500
        ,10000,2500,12500,  | ,1e4,2500,12500,    | Input Tokens must be a whole number
        2025-10-15T13:33:01.568+02:00 | 15.10.25 07:24 | Date is no time such as 2026-10-15T12:00:00.000Z: a spreadsheet may have changed it
        member@acme.example | "member             | its quotes do not match
        member@acme.example | a,b                 | it has
        0.002,true          | 0.002,TRUE          | Success must be true or false
        """)
    void aRowOfCsvThatIsDamagedDoesNoHarmToTheNext(String from, String to, String reason) {
        String line = OwnFiles.csvLine();
        assertThat(line).contains(from);

        ReadRows rows =
                ReadRows.of(String.join("\r\n", OwnFiles.csvHeader(), line, line.replace(from, to), line, "", ""));

        assertThat(rows.refused).singleElement().asString().startsWith("3: " + reason);
        assertThat(rows.calls).extracting(PastCall::line).containsExactly(2L, 4L);
    }

    @Test
    void aFileThatBreaksOffLosesItsLastLineAlone() {
        for (int length = 1; length < JSON.length(); length++) {
            ReadRows rows = ReadRows.of(JSON + "\n" + JSON.substring(0, length));

            assertThat(rows.calls).hasSize(1);
            assertThat(rows.refused).containsExactly("2: the file breaks off in this line: export it again");
        }
        for (int length = CSV.indexOf('\n') + 2; length < CSV.length(); length++) {
            ReadRows rows = ReadRows.of(CSV.substring(0, length));

            assertThat(rows.calls).isEmpty();
            assertThat(rows.refused).singleElement().asString().contains("breaks off");
        }
    }

    @Test
    void columnsAndFieldsThatNobodyKnowsAreToldOfOnce() {
        String csv = "Note," + OwnFiles.csvHeader() + "\n" + ("mine," + OwnFiles.csvLine() + "\n").repeat(3);
        String json = (JSON.replace("{\"id\"", "{\"note\":[1],\"id\"") + "\n").repeat(3);

        assertThat(ReadRows.of(csv).calls).hasSize(3);
        assertThat(ReadRows.of(csv).notes).containsExactly("The column 'Note' is not known here, and is passed over.");
        assertThat(ReadRows.of(json).calls).hasSize(3);
        assertThat(ReadRows.of(json).notes).containsExactly("The field 'note' is not known here, and is passed over.");
    }

    @Test
    void attemptsAreReadFromEitherForm() {
        String call = "00000000-0000-0000-0000-000000000009";
        ReadRows json = ReadRows.of(
                JSON.replace("\"success\":true", "\"success\":true,\"attempt\":2,\"attemptOf\":\"" + call + "\""));
        ReadRows csv = ReadRows.of("Attempt,Attempt Of,"
                + CSV.replace("Attempt,Attempt Of,", "")
                        .replace("\r\n2025", "\r\n2," + call + ",2025")
                        .replace(",,,,,,,false,", ",,,,,false,"));

        for (ReadRows rows : List.of(json, csv)) {
            assertThat(rows.refused).isEmpty();
            assertThat(rows.calls)
                    .extracting(row -> row.call().trace().attempt())
                    .containsExactly(new CallAttempt(2, new CallId(new UUID(0, 9))));
        }
    }

    @Test
    void anExportOfAnEarlierVersionGoesIn() {
        String before = CSV.replace("Attempt,Attempt Of,Input Band,", "").replace(",,,,,,,false,", ",,,,false,");

        ReadRows rows = ReadRows.of(before);

        assertThat(rows.refused).isEmpty();
        assertThat(rows.calls)
                .extracting(PastCall::call)
                .containsExactly(ReadRows.of(CSV).calls.getFirst().call());
        assertRefused(CSV.replace("Attempt Of,", "Attempt by,"), "it lacks the columns [Attempt Of]");
    }

    @Test
    void theLengthsThatRatesAreForAreReadFromEitherForm() {
        ReadRows json = ReadRows.of(JSON.replace("\"priceVersion\"", "\"inputBand\":\"0-200000\",\"priceVersion\""));
        ReadRows csv = ReadRows.of("Input Band,"
                + CSV.replace("Input Band,", "")
                        .replace("\r\n2025", "\r\n0-200000,2025")
                        .replace(",,,,,,,false,", ",,,,,,false,"));

        for (ReadRows rows : List.of(json, csv)) {
            assertThat(rows.refused).isEmpty();
            assertThat(rows.calls)
                    .extracting(row -> requireNonNull(row.cost()).inputBand())
                    .containsExactly(new InputBand(0, 200_000L));
        }
        assertThat(ReadRows.of(JSON.replace("\"priceVersion\"", "\"inputBand\":\"long\",\"priceVersion\"")).refused)
                .hasSize(1);
    }

    @Test
    void aFileThatWouldLoseSomethingIsRefusedWhole() {
        assertRefused(CSV.replace("Record ID,", "Id,"), "it lacks the columns [Record ID]");
        assertRefused(CSV.replace(",Cost Lines (JSON)", ""), "it lacks the columns [Cost Lines (JSON)]");
        assertRefused("Quantity: dreams," + CSV.replace("\r\n2025", "\r\n7,2025"), "'Quantity: dreams'");
        assertRefused("Date," + CSV, "two columns 'Date'");
        assertRefused("Date;User ID;Endpoint\r\n", "it is of no known form");
        assertRefused("", "it is empty");
        assertRefused("\u0000\u0001garbage", "it is of no known form");
        assertRefused("PAR1xxxx", "Parquet");
        assertThatExceptionOfType(UnreadableUsageFileException.class)
                .isThrownBy(() -> ReadRows.of(new ByteArrayInputStream(new byte[] {0x1F, (byte) 0x8B, 8})))
                .withMessageContaining("gunzip");
    }

    private static void assertRefused(String file, String message) {
        assertThatExceptionOfType(UnreadableUsageFileException.class)
                .isThrownBy(() -> ReadRows.of(file))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[]", "\"text\"", "{}", "{\"id\":{}}"})
    void aLineThatIsNoCallIsRefused(String line) {
        ReadRows rows = ReadRows.of(JSON + "\n" + line + "\n" + JSON + "\n");

        assertThat(rows.calls).hasSize(2);
        assertThat(rows.refused).hasSize(1);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] file = (JSON + "\n?" + JSON + "\n" + JSON + "\n").getBytes(StandardCharsets.UTF_8);
        file[JSON.length() + 1] = (byte) 0xFF;

        ReadRows rows = ReadRows.of(new ByteArrayInputStream(file));

        assertThat(rows.refused).containsExactly("2: it is not in UTF-8");
        assertThat(rows.calls).hasSize(2);
    }

    static List<Supplier<String>> files() {
        return List.of(() -> JSON + "\n", () -> CSV, () -> OpenAiPagesTest.PAGE);
    }

    /** Bytes that are changed, doubled or left out never do more than make rows be refused. */
    @ParameterizedTest
    @MethodSource("files")
    void garbageIsRefusedAndNothingElseHappens(Supplier<String> file) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] whole = file.get().repeat(3).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3_000; round++) {
            byte[] changed = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(changed.length);
                int length = Math.min(random.nextInt(1, 20), changed.length - at);
                switch (random.nextInt(3)) {
                    case 0 -> changed[at] = (byte) random.nextInt();
                    case 1 -> System.arraycopy(whole, random.nextInt(whole.length - length), changed, at, length);
                    default -> changed = without(changed, at, length);
                }
            }
            try {
                ReadRows.of(new ByteArrayInputStream(changed));
            } catch (UnreadableUsageFileException e) {
                assertThat(e).as("seed %d", seed).hasMessageMatching("(?s).{5,}");
            }
        }
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] shorter = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
        return shorter.length == 0 ? bytes : shorter;
    }

    @RepeatedTest(3)
    void randomBytesAreOfNoForm() {
        byte[] bytes = new byte[10_000];
        new Random().nextBytes(bytes);
        bytes[0] = 'x';

        assertThatExceptionOfType(UnreadableUsageFileException.class)
                .isThrownBy(() -> ReadRows.of(new ByteArrayInputStream(bytes)));
    }

    /** A line without an end, and a great many lines: neither is kept. */
    @Test
    void noMoreThanALineIsKept() {
        Counted endless = new Counted();
        new RecognizedUsageFiles()
                .read(new Repeated("{" + "x".repeat(1 << 20), 400, endless::lookAtMemory), ReadRows.ACME, endless);
        assertThat(endless.refused).isEqualTo(1);
        assertThat(endless.mostBytes).isPositive().isLessThan(200_000_000);

        Counted many = new Counted();
        long lines = 300_000;
        new RecognizedUsageFiles().read(new Repeated(JSON + "\n", lines, many::lookAtMemory), ReadRows.ACME, many);
        assertThat(many.calls).isEqualTo(lines);
        assertThat(many.mostBytes).isPositive().isLessThan(200_000_000);
    }

    /** Counts rows, and looks at how much memory is in use. */
    private static final class Counted implements Rows {

        private long calls;
        private long refused;
        private long mostBytes;

        void lookAtMemory() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            mostBytes = Math.max(mostBytes, runtime.totalMemory() - runtime.freeMemory());
        }

        @Override
        public void call(PastCall call) {
            calls++;
        }

        @Override
        public void refused(long line, String reason) {
            refused++;
        }

        @Override
        public void noted(String text) {}
    }

    /** A text many times over, that nobody has in memory. */
    private static final class Repeated extends InputStream {

        private final byte[] bytes;
        private final long quarter;
        private final Runnable atEachQuarter;
        private long left;
        private int at;

        Repeated(String text, long times, Runnable atEachQuarter) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
            quarter = times / 4;
            left = times;
            this.atEachQuarter = atEachQuarter;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int read = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, into, offset, read);
            at += read;
            if (at == bytes.length) {
                at = 0;
                left--;
                if (left % quarter == 0) {
                    atEachQuarter.run();
                }
            }
            return read;
        }
    }
}
