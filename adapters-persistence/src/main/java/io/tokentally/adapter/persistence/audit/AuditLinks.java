package io.tokentally.adapter.persistence.audit;

import io.tokentally.domain.audit.ChainLink;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the entries of a chain as they are kept. */
final class AuditLinks {

    private AuditLinks() {}

    static List<ChainLink> read(JdbcClient jdbc, String chain, long after, int limit) {
        return jdbc.sql("""
                        SELECT %s FROM audit_entries entry
                        WHERE entry.chain = ? AND entry.number > ? ORDER BY entry.number LIMIT ?""".formatted(AuditRow.COLUMNS))
                .params(chain, after, limit)
                .query((row, number) -> AuditRow.link(row))
                .list();
    }
}
