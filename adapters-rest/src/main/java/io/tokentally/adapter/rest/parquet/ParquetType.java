package io.tokentally.adapter.rest.parquet;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column are, and how each is laid down in a page (encoding PLAIN).
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/types/logicaltypes/">Parquet: Logical Types</a>
 */
public enum ParquetType {
    /** A {@link Boolean}. */
    BOOLEAN(Physical.BOOLEAN, null, null),
    /** A {@link Long}. */
    INT64(Physical.INT64, null, null),
    /** A {@link String}. */
    STRING(Physical.BYTE_ARRAY, 0, 1),
    /** A {@link String} that is a JSON document. */
    JSON(Physical.BYTE_ARRAY, 19, 12),
    /** A {@link LocalDate}, in days since 1970. */
    DATE(Physical.INT32, 6, 6),
    /** An {@link Instant}, in microseconds since 1970, UTC. */
    TIMESTAMP(Physical.INT64, 10, 8),
    /**
     * A {@link BigDecimal} with {@value #DECIMAL_SCALE} digits behind the point and as many before it as make
     * {@value #DECIMAL_PRECISION}. What is longer behind the point is rounded to the even neighbour.
     */
    DECIMAL(Physical.FIXED_LEN_BYTE_ARRAY, 5, 5);

    public static final int DECIMAL_SCALE = 24;
    public static final int DECIMAL_PRECISION = 38;

    private static final int DECIMAL_BYTES = 16;

    /** What is in a page, by the number that the format has for it. */
    private enum Physical {
        BOOLEAN(0),
        INT32(1),
        INT64(2),
        BYTE_ARRAY(6),
        FIXED_LEN_BYTE_ARRAY(7);

        private final int number;

        Physical(int number) {
            this.number = number;
        }
    }

    private final Physical physical;
    private final @Nullable Integer convertedType;
    private final @Nullable Integer logicalType;

    /**
     * @param convertedType what older readers know the logical type by
     * @param logicalType its number; absent where the values are what they are in the page
     */
    ParquetType(Physical physical, @Nullable Integer convertedType, @Nullable Integer logicalType) {
        this.physical = physical;
        this.convertedType = convertedType;
        this.logicalType = logicalType;
    }

    int physicalNumber() {
        return physical.number;
    }

    /** Writes the element of the schema, which is begun already and is ended by the caller. */
    void describe(ThriftWriter element, String name, boolean required) {
        element.i32(1, physical.number);
        if (this == DECIMAL) {
            element.i32(2, DECIMAL_BYTES);
        }
        element.i32(3, required ? 0 : 1).text(4, name);
        if (convertedType != null) {
            element.i32(6, convertedType);
        }
        if (this == DECIMAL) {
            element.i32(7, DECIMAL_SCALE).i32(8, DECIMAL_PRECISION);
        }
        if (logicalType != null) {
            element.struct(10).struct(logicalType);
            describeLogicalType(element);
            element.end().end();
        }
    }

    /** Writes the fields that the logical type has. */
    private void describeLogicalType(ThriftWriter type) {
        if (this == TIMESTAMP) {
            boolean inUtc = true;
            int micros = 2;
            type.bool(1, inUtc).struct(2).struct(micros).end().end();
        } else if (this == DECIMAL) {
            type.i32(1, DECIMAL_SCALE).i32(2, DECIMAL_PRECISION);
        }
    }

    /** Adds a value that is no boolean: those are packed to bits. */
    void append(Object value, ByteArrayOutputStream page) {
        switch (this) {
            case BOOLEAN -> throw new IllegalStateException("A boolean is a bit, and no bytes");
            case INT64 -> page.writeBytes(littleEndian((Long) value));
            case TIMESTAMP -> page.writeBytes(littleEndian(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value)));
            case DATE -> page.writeBytes(littleEndian(Math.toIntExact(((LocalDate) value).toEpochDay())));
            case STRING, JSON -> {
                byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
                page.writeBytes(littleEndian(text.length));
                page.writeBytes(text);
            }
            case DECIMAL -> page.writeBytes(fixed((BigDecimal) value));
        }
    }

    static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] littleEndian(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    /** The unscaled number, in two's complement, the most significant byte first. */
    private static byte[] fixed(BigDecimal value) {
        BigDecimal scaled = value.setScale(DECIMAL_SCALE, RoundingMode.HALF_EVEN);
        if (scaled.precision() > DECIMAL_PRECISION) {
            throw new ArithmeticException("%s does not fit into %d digits".formatted(value, DECIMAL_PRECISION));
        }
        BigInteger unscaled = scaled.unscaledValue();
        byte[] shortest = unscaled.toByteArray();
        byte[] bytes = new byte[DECIMAL_BYTES];
        Arrays.fill(bytes, (byte) (unscaled.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, bytes, DECIMAL_BYTES - shortest.length, shortest.length);
        return bytes;
    }
}
