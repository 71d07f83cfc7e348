package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.MasterMarks;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the marks of the master keys, connected as the owner. */
final class JdbcMasterKeyRecord implements MasterKeyRecord {

    private static final String CURRENT = "CURRENT";

    private final JdbcClient owner;
    private final OwnerTransactions transactions;

    JdbcMasterKeyRecord(JdbcClient owner, OwnerTransactions transactions) {
        this.owner = owner;
        this.transactions = transactions;
    }

    private record Row(String mark, String state, boolean nameless) {}

    @Override
    public Optional<MasterMarks> marks() {
        List<Row> rows = owner.sql("SELECT mark, state, nameless FROM public.master_keys")
                .query((row, number) ->
                        new Row(row.getString("mark"), row.getString("state"), row.getBoolean("nameless")))
                .list();
        return rows.stream()
                .filter(row -> row.state().equals(CURRENT))
                .findFirst()
                .map(current -> new MasterMarks(
                        current.mark(),
                        rows.stream()
                                .filter(row -> !row.state().equals(CURRENT))
                                .map(Row::mark)
                                .findFirst(),
                        rows.stream().filter(Row::nameless).map(Row::mark).findFirst()));
    }

    @Override
    public boolean replace(Optional<MasterMarks> expected, MasterMarks marks) {
        return transactions.inOne(() -> {
            // Of two instances that start at once, the second waits here, and then finds what the first has written.
            owner.sql("LOCK TABLE public.master_keys IN EXCLUSIVE MODE").update();
            if (!marks().equals(expected)) {
                return false;
            }
            write(marks);
            expected.map(MasterMarks::current)
                    .filter(before -> !before.equals(marks.current()))
                    .ifPresent(before -> note(
                            "master_key.changed",
                            "jsonb_build_object('mark', left(:before, 12))",
                            "jsonb_build_object('mark', left(:after, 12))",
                            before,
                            marks.current()));
            return true;
        });
    }

    private void write(MasterMarks marks) {
        String nameless = marks.nameless().orElse("");
        owner.sql("DELETE FROM public.master_keys WHERE mark <> :current")
                .param("current", marks.current())
                .update();
        owner.sql("""
                        INSERT INTO public.master_keys AS known (mark, state, nameless)
                        VALUES (:current, 'CURRENT', :nameless)
                        ON CONFLICT (mark) DO UPDATE SET state = 'CURRENT', nameless = excluded.nameless,
                            since = CASE known.state WHEN 'CURRENT' THEN known.since ELSE now() END""")
                .param("current", marks.current())
                .param("nameless", nameless.equals(marks.current()))
                .update();
        marks.previous()
                .ifPresent(previous -> owner.sql(
                                "INSERT INTO public.master_keys (mark, state, nameless) VALUES (:mark, 'PREVIOUS', :nameless)")
                        .param("mark", previous)
                        .param("nameless", nameless.equals(previous))
                        .update());
    }

    @Override
    public void noteRotation(int resealed, int left) {
        note(
                "master_key.rotated",
                "NULL",
                "jsonb_build_object('resealed', CAST(:before AS integer), 'left', CAST(:after AS integer))",
                resealed,
                left);
    }

    private void note(String action, String beforeJson, String afterJson, Object before, Object after) {
        owner.sql("SELECT public.append_audit_entry(NULL, NULL, :action, 'installation', NULL, %s, %s)"
                        .formatted(beforeJson, afterJson))
                .param("action", action)
                .param("before", before)
                .param("after", after)
                .query()
                .singleRow();
    }
}
