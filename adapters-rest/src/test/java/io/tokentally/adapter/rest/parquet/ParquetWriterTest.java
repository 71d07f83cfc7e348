package io.tokentally.adapter.rest.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written here is read by a library that knows nothing of it. */
class ParquetWriterTest {

    private static final List<ParquetColumn<Row>> COLUMNS = List.of(
            ParquetColumn.required("number", ParquetType.INT64, Row::number),
            ParquetColumn.optional("amount", ParquetType.DECIMAL, Row::amount),
            ParquetColumn.optional("text", ParquetType.STRING, Row::text),
            ParquetColumn.optional("document", ParquetType.JSON, Row::text),
            ParquetColumn.optional("at", ParquetType.TIMESTAMP, Row::at),
            ParquetColumn.optional("day", ParquetType.DATE, Row::day),
            ParquetColumn.optional("flag", ParquetType.BOOLEAN, Row::flag),
            ParquetColumn.required("even", ParquetType.BOOLEAN, row -> row.number() % 2 == 0));

    @RepeatedTest(20)
    void anyTableComesBack() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Row> rows = IntStream.range(0, random.nextInt(3_000))
                .mapToObj(number -> Row.any(random))
                .toList();

        assertThat(read(written(rows))).as("seed %d", seed).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.000000000000000000000001",
                "-0.000000000000000000000001",
                "99999999999999.999999999999999999999999",
                "-99999999999999.999999999999999999999999",
                "0.002"
            })
    void decimalsAreExact(String amount) throws IOException {
        assertThat(read(written(List.of(Row.of(new BigDecimal(amount)))))
                        .getFirst()
                        .amount())
                .isEqualByComparingTo(amount);
    }

    @Test
    void aDecimalThatIsLongerIsRoundedToTheEvenNeighbour() throws IOException {
        List<Row> rows = List.of(
                Row.of(new BigDecimal("0.0000000000000000000000005")),
                Row.of(new BigDecimal("0.0000000000000000000000015")));

        assertThat(read(written(rows)))
                .extracting(row -> row.amount() == null ? null : row.amount().toPlainString())
                .containsExactly("0.000000000000000000000000", "0.000000000000000000000002");
    }

    @Test
    void aDecimalThatIsTooLargeIsRefusedAndNotCut() {
        assertThatThrownBy(() -> written(List.of(Row.of(new BigDecimal("100000000000000")))))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("100000000000000 does not fit into 38 digits");
    }

    @Test
    void aRequiredColumnRefusesARowWithoutAValue() throws IOException {
        ParquetWriter<String> writer = new ParquetWriter<>(
                OutputStream.nullOutputStream(),
                List.of(new ParquetColumn<String>("name", ParquetType.STRING, true, row -> null)));

        assertThatThrownBy(() -> writer.write("")).hasMessage("The column name has no value");
    }

    @Test
    void theSchemaTellsTheTypes() throws IOException {
        try (ParquetFileReader reader = open(written(List.of()))) {
            assertThat(reader.getFileSchema().getColumns())
                    .extracting(column -> "%s %s %s %s"
                            .formatted(column.name(), column.repetitionType(), column.type(), column.logicalType()))
                    .containsExactly(
                            "number REQUIRED INT64 null",
                            "amount OPTIONAL FIXED_LEN_BYTE_ARRAY DECIMAL(38, 24)",
                            "text OPTIONAL BYTE_ARRAY STRING",
                            "document OPTIONAL BYTE_ARRAY JSON",
                            "at OPTIONAL INT64 TIMESTAMP(MICROS, UTC)",
                            "day OPTIONAL INT32 DATE",
                            "flag OPTIONAL BOOLEAN null",
                            "even REQUIRED BOOLEAN null");
        }
    }

    @Test
    void aTableWithoutRowsIsAFile() throws IOException {
        assertThat(read(written(List.of()))).isEmpty();
    }

    @Test
    void whatBreaksOffIsNoFile() throws IOException {
        byte[] whole = written(List.of(Row.of(BigDecimal.ONE)));

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part)).as("%d bytes", length).isInstanceOf(Exception.class);
        }
    }

    @Test
    void rowGroupsAreBoundedHoweverManyRowsThereAre() throws IOException {
        Random random = new Random(1);
        List<Row> rows = IntStream.range(0, 60_000)
                .mapToObj(number -> Row.of("%0200d".formatted(random.nextLong())))
                .toList();

        byte[] file = written(rows);

        try (ParquetFileReader reader = open(file)) {
            List<RowGroup> groups = reader.getFileMetaData().rowGroups();
            assertThat(groups).hasSizeGreaterThan(3);
            assertThat(groups)
                    .allSatisfy(group ->
                            assertThat(group.totalByteSize()).isLessThan(ParquetWriter.ROW_GROUP_BYTES + 10_000L));
            assertThat(groups.stream().mapToLong(RowGroup::numRows).sum()).isEqualTo(60_000);
        }
        assertThat(read(file)).isEqualTo(rows);
    }

    @Test
    void holdsBackNoMoreThanARowGroup() throws IOException {
        long[] arrived = new long[1];
        ParquetWriter<Row> writer = new ParquetWriter<>(counting(arrived), COLUMNS);
        Random random = new Random(1);
        long given = 0;
        long mostHeldBack = 0;

        for (int number = 0; number < 100_000; number++) {
            byte[] noise = new byte[100];
            random.nextBytes(noise);
            String text = HexFormat.of().formatHex(noise);
            given += noise.length;
            writer.write(Row.of(text));
            mostHeldBack = Math.max(mostHeldBack, given - arrived[0]);
        }

        assertThat(mostHeldBack).isLessThan(ParquetWriter.ROW_GROUP_BYTES);
    }

    private static OutputStream counting(long[] arrived) {
        return new OutputStream() {
            @Override
            public void write(int value) {
                arrived[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                arrived[0] += length;
            }
        };
    }

    private static byte[] written(List<Row> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParquetWriter<Row> writer = new ParquetWriter<>(out, COLUMNS);
        for (Row row : rows) {
            writer.write(row);
        }
        writer.finish();
        return out.toByteArray();
    }

    private static ParquetFileReader open(byte[] file) throws IOException {
        return ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
    }

    private static List<Row> read(byte[] file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (ParquetFileReader reader = open(file);
                RowReader row = reader.rowReader()) {
            while (row.hasNext()) {
                row.next();
                assertThat(row.getBoolean("even")).isEqualTo(row.getLong("number") % 2 == 0);
                String text = row.isNull("text") ? null : row.getString("text");
                assertThat(row.isNull("document") ? null : row.getString("document"))
                        .isEqualTo(text);
                rows.add(new Row(
                        row.getLong("number"),
                        row.isNull("amount") ? null : row.getDecimal("amount"),
                        text,
                        row.isNull("at") ? null : row.getTimestamp("at"),
                        row.isNull("day") ? null : row.getDate("day"),
                        row.isNull("flag") ? null : row.getBoolean("flag")));
            }
        }
        return rows;
    }

    private record Row(
            long number,
            @Nullable BigDecimal amount,
            @Nullable String text,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable Boolean flag) {

        static Row of(BigDecimal amount) {
            return new Row(1, amount, null, null, null, null);
        }

        static Row of(String text) {
            return new Row(2, null, text, null, null, null);
        }

        /** Some with a value for each column, some without, in runs of any length. */
        static Row any(Random random) {
            return new Row(
                    random.nextLong(),
                    random.nextInt(20) == 0
                            ? null
                            : BigDecimal.valueOf(random.nextLong(), random.nextInt(24))
                                    .remainder(new BigDecimal("1E14"))
                                    .setScale(24, RoundingMode.UNNECESSARY),
                    random.nextBoolean() ? null : "zoë👩‍💻".substring(0, random.nextInt(4)) + random.nextInt(),
                    random.nextInt(50) > 0
                            ? null
                            : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L),
                    random.nextBoolean() ? null : LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000),
                    random.nextInt(3) == 0 ? null : random.nextBoolean());
        }
    }
}
