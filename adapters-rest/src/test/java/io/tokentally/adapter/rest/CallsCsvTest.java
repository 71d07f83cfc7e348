package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.text.CsvText;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsCsvTest {

    private static final TellShutdownUseCase NOT_SHUT_DOWN = call -> Optional.empty();

    private static final List<String> PIECES = List.of(
            "a", "=1+1", "+", "-", "@x", "\"", "\"\"", "'", ",", ";", " ", "zoë", "👩‍💻", "\\", "\uFEFF", "＝", "|",
            "#", "\u200B", "\u202E", "−", "﹣", "\u00A0", "\u3000", "“");

    @RepeatedTest(20)
    void anyTextComesBackButForTheApostropheOfFormulas() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<UsageRecord> calls = new ArrayList<>();
        for (int call = 0; call < 100; call++) {
            calls.add(aUsageRecord()
                    .by(new UserId("u" + text(random)))
                    .withEndpoint(text(random) + "e")
                    .withModel(text(random) + "m")
                    .withTokens(random.nextLong(1_000_000), random.nextLong(1_000_000))
                    .build());
        }

        List<CSVRecord> rows = parse(csvOf(calls));

        assertThat(rows).as("seed %d", seed).hasSameSizeAs(calls);
        for (int row = 0; row < rows.size(); row++) {
            UsageRecord call = calls.get(row);
            assertThat(rows.get(row)).as("seed %d, row %d", seed, row).hasSizeGreaterThan(50);
            assertThat(unarmed(rows.get(row).get("User ID")))
                    .as("seed %d, row %d", seed, row)
                    .isEqualTo(
                            unarmed(VisibleText.of(call.attribution().userId().value())));
            assertThat(unarmed(rows.get(row).get("Endpoint")))
                    .as("seed %d, row %d", seed, row)
                    .isEqualTo(
                            unarmed(VisibleText.of(call.attribution().endpoint().value())));
            assertThat(unarmed(rows.get(row).get("Model")))
                    .as("seed %d, row %d", seed, row)
                    .isEqualTo(unarmed(VisibleText.of(call.model().value())));
            assertThat(rows.get(row).get("Total Cost (USD)"))
                    .as("seed %d, row %d", seed, row)
                    .isEqualTo(call.cost().total().amount().toPlainString());
            assertThat(rows.get(row).toList())
                    .as("seed %d, row %d", seed, row)
                    .noneMatch(cell -> cell.matches("(?s)[\\s\"]*[=+@-].*"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "+1", "-1", "@x", " =1", "\"=1", "'=1", "' \"=1", "\u3000=1", "＝1"})
    void whatASpreadsheetMayRunGetsAnApostrophe(String text) {
        assertThat(CsvText.harmless(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "1-1", "x@y", "'quoted'", "gpt-4.1", "\"a\" = b", "…"})
    void whatItWouldNotRunStaysAsItIs(String text) {
        assertThat(CsvText.harmless(text)).isEqualTo(text);
    }

    @Test
    void linesEndAsRfc4180Says() throws IOException {
        String csv = csvOf(List.of(aUsageRecord().build()));

        assertThat(csv.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(csv).endsWith("\r\n");
    }

    @Test
    void keepsNoMoreThanABufferOfALongExport() throws IOException {
        UsageRecord call = aUsageRecord().build();
        Gauge out = new Gauge();
        CallsCsv csv = new CallsCsv(out, CallColumn.all(ZoneOffset.UTC, NOT_SHUT_DOWN), false);
        int lineLength =
                csvOf(List.of(call, call)).length() - csvOf(List.of(call)).length();
        long mostHeldBack = 0;

        for (long row = 1; row <= 200_000; row++) {
            csv.write(call);
            mostHeldBack = Math.max(mostHeldBack, row * lineLength - out.bytes);
        }
        csv.finish();

        assertThat(out.bytes).isGreaterThan(200_000L * lineLength);
        assertThat(mostHeldBack).isLessThan(32 * 1024);
        assertThat(out.longestWrite).isLessThanOrEqualTo(16 * 1024);
    }

    @Test
    void tellsFromWhichDayAModelWasShutDownThatAnsweredAllTheSame() throws IOException {
        ModelLifecycle ended = new ModelLifecycle(
                Provider.OPENAI, List.of(new ModelPattern("gpt-4.1-nano*")), LocalDate.of(2026, 10, 1), null, "a page");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CallsCsv csv = new CallsCsv(out, CallColumn.all(ZoneOffset.UTC, call -> Optional.of(ended)), false);
        csv.write(aUsageRecord().build());
        csv.finish();

        assertThat(parse(out.toString(StandardCharsets.UTF_8)).getFirst().get("Model Shut Down"))
                .isEqualTo("2026-10-01");
        assertThat(parse(csvOf(List.of(aUsageRecord().build()))).getFirst().get("Model Shut Down"))
                .isEmpty();
    }

    @Test
    void aModelThatNobodyNamedIsTheOneThatServed() throws IOException {
        CSVRecord row = parse(csvOf(List.of(aUsageRecord().withModel("unknown").build())))
                .getFirst();

        assertThat(row.get("Model")).isEqualTo("unknown-2025-04-14");
    }

    @Test
    void tellsByWhatACallIsFoundElsewhere() throws IOException {
        CSVRecord row = parse(csvOf(List.of(aUsageRecord()
                        .tracedBy(new CallTrace(
                                Map.of("session-id", "s1", "originator", "=x"),
                                "=req",
                                new CallAttempt(2, new CallId(new UUID(0, 9)))))
                        .build())))
                .getFirst();

        assertThat(row.get("Provider Request ID")).isEqualTo("'=req");
        assertThat(row.get("Client IDs")).isEqualTo("originator=\\=x;session-id=s1");
        assertThat(row.get("Attempt")).isEqualTo("2");
        assertThat(row.get("Attempt Of")).isEqualTo("00000000-0000-0000-0000-000000000009");
    }

    @Test
    void tellsTagsKeyAndOperation() throws IOException {
        UUID key = UUID.fromString("0198c5a4-0000-4000-8000-000000000001");
        Tags tags = new Tags(Map.of("team", "search", "a;b", "c=d\\"));

        CSVRecord row = parse(csvOf(List.of(
                        aUsageRecord().madeWith(new VirtualKeyId(key), tags).build())))
                .getFirst();

        assertThat(row.get("Tags")).isEqualTo("a\\;b=c\\=d\\\\;team=search");
        assertThat(row.get("Virtual Key ID")).isEqualTo(key.toString());
        assertThat(row.get("Operation")).isEqualTo("chat.completions");
    }

    @Test
    void anUnknownOperationIsEmpty() throws IOException {
        CSVRecord row =
                parse(csvOf(List.of(aUsageRecord().withoutOperation().build()))).getFirst();

        assertThat(row.get("Operation")).isEmpty();
    }

    @Test
    void tagsAreNoFormula() throws IOException {
        VirtualKeyId key = new VirtualKeyId(new UUID(0, 1));

        CSVRecord row = parse(csvOf(List.of(aUsageRecord()
                        .madeWith(key, new Tags(Map.of("+1", "x")))
                        .build())))
                .getFirst();

        assertThat(row.get("Tags")).isEqualTo("'+1=x");
    }

    /** As spreadsheets do it, whichever separator their country has: quotes count where a cell begins, and only there. */
    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void noCellOfUserTextStartsAFormulaWhateverPartsTheCells(char separator) throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String csv = csvOf(List.of(
                    aUsageRecord()
                            .by(new UserId("u" + text(random)))
                            .withEndpoint(text(random) + "e")
                            .withModel(text(random) + "m")
                            .madeWith(
                                    new VirtualKeyId(new UUID(0, 1)),
                                    new Tags(Map.of("t" + text(random), text(random) + "v")))
                            .build(),
                    aUsageRecord().withEndpoint(text(random) + "e").build()));

            assertThat(Spreadsheet.cells(csv, separator))
                    .as("seed %d: %s", seed, csv)
                    .noneMatch(Spreadsheet::isRun);
        }
    }

    @Test
    void aSemicolonLocaleFindsNoFormulaBehindASemicolon() {
        assertThat(CsvText.harmless("x;=1+1")).isEqualTo("x;'=1+1");
        assertThat(CsvText.harmless("x; \"=1")).isEqualTo("x;' \"=1");
        assertThat(CsvText.harmless(";;+1;@x|-1")).isEqualTo(";;'+1;'@x|'-1");
        assertThat(CsvText.harmless("a,=1")).isEqualTo("a,'=1");
    }

    @Test
    void whatCannotBeSeenIsShownAndHidesNoFormula() {
        assertThat(CsvText.harmless("ada\u202Ecod.exe")).isEqualTo("ada⟨U+202E⟩cod.exe");
        assertThat(CsvText.harmless("\u200B=1")).isEqualTo("⟨U+200B⟩=1");
        assertThat(CsvText.harmless("\t=1")).isEqualTo("⟨U+0009⟩=1");
        assertThat(CsvText.harmless("\rx")).isEqualTo("⟨U+000D⟩x");
        assertThat(CsvText.harmless("\u00A0=1")).isEqualTo("⟨U+00A0⟩=1");
    }

    @Test
    void numbersStayNumbers() throws IOException {
        CSVRecord row =
                parse(csvOf(List.of(aUsageRecord().withTokens(3, 4).build()))).getFirst();

        assertThat(List.of(
                        row.get("Input Tokens"),
                        row.get("Output Tokens"),
                        row.get("Total Tokens"),
                        row.get("Response Time (ms)")))
                .containsExactly("3", "4", "7", "850");
        assertThat(row.get("Total Cost (USD)")).matches("[0-9.]+");
    }

    private static String csvOf(List<UsageRecord> calls) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CallsCsv csv = new CallsCsv(out, CallColumn.all(ZoneOffset.UTC, NOT_SHUT_DOWN), false);
        for (UsageRecord call : calls) {
            csv.write(call);
        }
        csv.finish();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<CSVRecord> parse(String csv) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
    }

    /** The text without any apostrophes, of which some may be ours. */
    private static String unarmed(String cell) {
        return cell.replace("'", "");
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(6), 0, PIECES.size())
                .mapToObj(PIECES::get)
                .collect(Collectors.joining());
    }

    /** Counts what passes through. */
    private static final class Gauge extends OutputStream {

        private long bytes;
        private int longestWrite;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            bytes += length;
            longestWrite = Math.max(longestWrite, length);
        }
    }
}
