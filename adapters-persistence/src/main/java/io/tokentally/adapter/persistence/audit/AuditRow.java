package io.tokentally.adapter.persistence.audit;

import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.audit.ChainLink;
import io.tokentally.domain.audit.SaltedText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A row of the audit log with the personal texts that are left of it. */
final class AuditRow {

    /** The columns that the row is made of, of an entry called {@code entry}. */
    static final String COLUMNS = """
            entry.chain, entry.number, entry.id, entry.at, entry.action, entry.subject_kind, entry.subject,
            entry.detail::text AS detail, entry.digests::text AS digests, entry.previous_hash, entry.hash,
            (SELECT json_object_agg(personal.field, json_build_object('salt', personal.salt, 'value', personal.value))
             FROM audit_personal personal
             WHERE personal.chain = entry.chain AND personal.number = entry.number)::text AS personal""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, SaltedText>> SALTED_TEXTS = new TypeReference<>() {};

    private AuditRow() {}

    /** The newest entries first. */
    static List<AuditEntry> newest(JdbcClient jdbc, AuditCriteria criteria, int limit) {
        return jdbc.sql("SELECT %s FROM audit_entries entry WHERE %s ORDER BY entry.number DESC LIMIT :limit"
                        .formatted(COLUMNS, criteria.condition()))
                .params(criteria.parameters())
                .param("limit", limit)
                .query((row, number) -> entry(row))
                .list();
    }

    /** The actions that occur in the chain, by name; of each one entry is read, however many there are. */
    static List<AuditAction> actions(JdbcClient jdbc, String chain) {
        return jdbc.sql("""
                        WITH RECURSIVE occurring AS (
                            (SELECT action FROM audit_entries WHERE chain = :chain ORDER BY action LIMIT 1)
                            UNION ALL
                            SELECT (
                                SELECT entry.action FROM audit_entries entry
                                WHERE entry.chain = :chain AND entry.action > occurring.action
                                ORDER BY entry.action LIMIT 1)
                            FROM occurring WHERE occurring.action IS NOT NULL)
                        SELECT action FROM occurring WHERE action IS NOT NULL ORDER BY action""")
                .param("chain", chain)
                .query((row, number) -> new AuditAction(row.getString("action")))
                .list();
    }

    static ChainLink link(ResultSet row) throws SQLException {
        String digests = row.getString("digests");
        return new ChainLink(
                row.getString("chain"),
                row.getLong("number"),
                row.getObject("id", UUID.class),
                at(row),
                row.getString("action"),
                row.getString("subject_kind"),
                row.getString("subject"),
                row.getString("detail"),
                digests,
                JSON.readValue(digests, TEXTS),
                personal(row),
                hex(row, "previous_hash"),
                hex(row, "hash"));
    }

    static AuditEntry entry(ResultSet row) throws SQLException {
        Map<String, AuditText> texts = personalTexts(JSON.readValue(row.getString("digests"), TEXTS), personal(row));
        JsonNode detail = JSON.readTree(row.getString("detail"));
        String subject = row.getString("subject");
        return new AuditEntry(
                row.getString("chain"),
                row.getLong("number"),
                row.getObject("id", UUID.class),
                at(row),
                new AuditAction(row.getString("action")),
                texts.get("actor"),
                row.getString("subject_kind"),
                subject == null ? texts.get("subject") : new AuditText(subject),
                texts.get("address"),
                fields("before", detail, texts),
                fields("after", detail, texts),
                hex(row, "hash"));
    }

    /** Of which there is a digest and no text, the text was erased. */
    private static Map<String, AuditText> personalTexts(Map<String, String> digests, Map<String, SaltedText> personal) {
        Map<String, AuditText> texts = new TreeMap<>();
        digests.keySet().forEach(field -> {
            SaltedText text = personal.get(field);
            texts.put(field, text == null ? AuditText.ERASED : new AuditText(text.value()));
        });
        return texts;
    }

    private static Map<String, AuditText> fields(String side, JsonNode detail, Map<String, AuditText> texts) {
        Map<String, AuditText> fields = new TreeMap<>();
        detail.path(side)
                .properties()
                .forEach(field -> fields.put(field.getKey(), new AuditText(textOf(field.getValue()))));
        texts.forEach((field, text) -> {
            if (field.startsWith(side + ".")) {
                fields.put(field.substring(side.length() + 1), text);
            }
        });
        return fields;
    }

    private static String textOf(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static Map<String, SaltedText> personal(ResultSet row) throws SQLException {
        String json = row.getString("personal");
        return json == null ? Map.of() : JSON.readValue(json, SALTED_TEXTS);
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }

    private static String hex(ResultSet row, String column) throws SQLException {
        byte @Nullable [] bytes = row.getBytes(column);
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }
}
