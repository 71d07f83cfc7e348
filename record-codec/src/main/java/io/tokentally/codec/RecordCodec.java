package io.tokentally.codec;

import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads usage records as JSON: one object with one field for each column of the ledger, by the column's name;
 * exact decimals as text, absent fields left out. The journal keeps such objects; the ledger's columns hold parts of them.
 *
 * <p>A later version of the application must be able to read what this one leaves behind: fields may be added, and names,
 * those of constants among them, mean what they mean for good. Whatever breaks that takes another {@link #VERSION}, and a step
 * in {@link OlderVersions} that leads up to it.
 */
@ParsesOutsideInput
public final class RecordCodec {

    static final int VERSION = 3;

    /**
     * What records of calls that are billed as one are written as: they are as they were. A version of the application that
     * knows no parts must not read a record that has some, for it would lose them.
     */
    static final int VERSION_WITHOUT_PARTS = 2;

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int USUAL_SIZE = 1_024;

    private RecordCodec() {}

    /** A record as the journal keeps it. */
    public static byte[] write(UsageRecord usageRecord) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_SIZE);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new RecordEncoder(json).journalEntry(usageRecord);
        }
        return bytes.getClearAndRelease();
    }

    /** Reads what {@link #write} wrote, in this version of the application or an earlier one; passes over unknown fields. */
    public static UsageRecord read(byte[] bytes) throws UnreadableRecordException {
        try {
            JsonNode json = MAPPER.readTree(bytes);
            int version = json.required("v").intValue();
            if (version < 1 || version > VERSION) {
                throw new UnreadableRecordException(
                        "version %d of a record is not known here".formatted(version), null);
            }
            return new RecordDecoder(version >= VERSION_WITHOUT_PARTS ? json : OlderVersions.upgraded(json))
                    .usageRecord();
        } catch (RuntimeException e) {
            throw new UnreadableRecordException(
                    "it cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** The costs of calls as the database's functions take them: an array of objects, one for each call. */
    public static String costs(Map<UsageRecordId, Cost> costs) {
        return LedgerColumns.written(encoder -> {
            encoder.json().writeStartArray();
            costs.forEach(encoder::costOf);
            encoder.json().writeEndArray();
        });
    }

    static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }
}
