package io.tokentally.adapter.persistence.audit;

import io.tokentally.domain.audit.AuditFilter;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A filter as a condition in SQL on an entry called {@code entry}, with its parameters by name. */
record AuditCriteria(String condition, Map<String, Object> parameters) {

    private static final String PERSONAL = """
            EXISTS (SELECT FROM audit_personal personal
                WHERE personal.chain = entry.chain AND personal.number = entry.number AND %s)""";

    static AuditCriteria of(String chain, AuditFilter filter, @Nullable Long before) {
        List<String> conditions = new ArrayList<>(List.of("entry.chain = :chain"));
        Map<String, Object> parameters = new HashMap<>(Map.of("chain", chain));
        add(conditions, parameters, "entry.number < :before", "before", before);
        add(
                conditions,
                parameters,
                "(entry.action = :action OR starts_with(entry.action, :action || '.'))",
                "action",
                filter.action());
        add(
                conditions,
                parameters,
                PERSONAL.formatted("personal.field = 'actor' AND personal.value = :actor"),
                "actor",
                filter.actor());
        add(
                conditions,
                parameters,
                "(entry.subject = :subject OR "
                        + PERSONAL.formatted("personal.field = 'subject' AND personal.value = :subject") + ")",
                "subject",
                filter.subject());
        add(
                conditions,
                parameters,
                PERSONAL.formatted("personal.field IN ('actor', 'subject') AND personal.value = :person"),
                "person",
                filter.person());
        add(
                conditions,
                parameters,
                "entry.at >= :from",
                "from",
                filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC));
        add(
                conditions,
                parameters,
                "entry.at < :until",
                "until",
                filter.until() == null ? null : filter.until().atOffset(ZoneOffset.UTC));
        add(
                conditions,
                parameters,
                "(strpos(lower(concat_ws(' ', entry.action, entry.subject, entry.detail::text)), lower(:text)) > 0 OR "
                        + PERSONAL.formatted("strpos(lower(personal.value), lower(:text)) > 0") + ")",
                "text",
                filter.text());
        return new AuditCriteria(String.join(" AND ", conditions), parameters);
    }

    private static void add(
            List<String> conditions,
            Map<String, Object> parameters,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
    }
}
