package io.tokentally.bootstrap.audit;

import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An audit entry as one line of JSON, whose fields {@code docs/audit.md} lists. A text that was erased is left out. */
final class AuditJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private AuditJson() {}

    static String line(AuditEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "tokentally.audit");
        fields.put("time", entry.at().toString());
        put(fields, "organization", entry.chain().isEmpty() ? null : entry.chain());
        fields.put("number", entry.number());
        fields.put("id", entry.id().toString());
        fields.put("action", entry.action().name());
        put(fields, "actor", value(entry.actor()));
        put(fields, "subjectKind", entry.subjectKind());
        put(fields, "subject", value(entry.subject()));
        put(fields, "address", value(entry.address()));
        fields.put("before", texts(entry.before()));
        fields.put("after", texts(entry.after()));
        fields.put("hash", entry.hash());
        return JSON.writeValueAsString(fields);
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static @Nullable String value(@Nullable AuditText text) {
        return text == null ? null : text.value();
    }

    private static Map<String, String> texts(Map<String, AuditText> fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((field, text) -> {
            if (text.value() != null) {
                texts.put(field, text.value());
            }
        });
        return texts;
    }
}
