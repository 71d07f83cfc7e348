package io.tokentally.adapter.persistence.audit;

import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads all chains as the schema's owner. */
final class JdbcAuditChains implements AuditChains {

    private static final int PAGE = 500;

    private final JdbcClient owner;
    private final TransactionTemplate transactions;

    /** @param transactions on the owner's data source */
    JdbcAuditChains(JdbcClient owner, TransactionTemplate transactions) {
        this.owner = owner;
        this.transactions = transactions;
    }

    @Override
    public List<ChainHead> heads() {
        return owner.sql("SELECT chain, number, hash FROM audit_heads ORDER BY chain")
                .query((row, number) -> new ChainHead(
                        row.getString("chain"),
                        row.getLong("number"),
                        HexFormat.of().formatHex(row.getBytes("hash"))))
                .list();
    }

    @Override
    public List<ChainLink> links(String chain, long after, int limit) {
        return AuditLinks.read(owner, chain, after, limit);
    }

    @Override
    public void passOn(String output, Consumer<List<AuditEntry>> sink) {
        owner.sql("""
                        INSERT INTO audit_outputs (output, chain, number)
                        SELECT ?, chain, 0 FROM audit_heads ON CONFLICT DO NOTHING""").param(output).update();
        owner.sql("""
                        SELECT head.chain FROM audit_heads head
                        JOIN audit_outputs passed ON passed.chain = head.chain AND passed.output = ?
                        WHERE passed.number < head.number ORDER BY head.chain""")
                .param(output)
                .query(String.class)
                .list()
                .forEach(chain -> passOn(output, String.valueOf(chain), sink));
    }

    private void passOn(String output, String chain, Consumer<List<AuditEntry>> sink) {
        boolean more;
        do {
            more = Boolean.TRUE.equals(transactions.execute(status -> passOnPage(output, chain, sink)));
        } while (more);
    }

    /** Another instance that writes to the same output has the row locked: it is left to that one. */
    private boolean passOnPage(String output, String chain, Consumer<List<AuditEntry>> sink) {
        List<AuditEntry> page = owner.sql("""
                        WITH passed AS (
                            SELECT number FROM audit_outputs WHERE output = ? AND chain = ? FOR UPDATE SKIP LOCKED)
                        SELECT %s FROM audit_entries entry
                        WHERE entry.chain = ? AND entry.number > (SELECT number FROM passed)
                        ORDER BY entry.number LIMIT ?""".formatted(AuditRow.COLUMNS))
                .params(output, chain, chain, PAGE)
                .query((row, number) -> AuditRow.entry(row))
                .list();
        if (page.isEmpty()) {
            return false;
        }
        sink.accept(page);
        owner.sql("UPDATE audit_outputs SET number = ? WHERE output = ? AND chain = ?")
                .params(page.getLast().number(), output, chain)
                .update();
        return page.size() == PAGE;
    }
}
