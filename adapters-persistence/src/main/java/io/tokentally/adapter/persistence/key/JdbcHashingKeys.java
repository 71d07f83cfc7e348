package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps hashing keys, connected as the owner. */
final class JdbcHashingKeys implements HashingKeys {

    private final JdbcClient owner;
    private final OwnerTransactions transactions;
    private final Runnable changed;

    /** @param changed is run when a first one is kept, for whoever has to know at once */
    JdbcHashingKeys(JdbcClient owner, OwnerTransactions transactions, Runnable changed) {
        this.owner = owner;
        this.transactions = transactions;
        this.changed = changed;
    }

    @Override
    public Optional<HashingKey> current() {
        return inState("CURRENT");
    }

    @Override
    public Optional<HashingKey> old() {
        return inState("OLD");
    }

    private Optional<HashingKey> inState(String state) {
        return owner.sql("""
                        SELECT number, sealed, valid_until FROM public.hashing_keys
                        WHERE state = ? AND sealed IS NOT NULL""").param(state).query((row, number) -> read(row)).optional();
    }

    static HashingKey read(ResultSet row) throws SQLException {
        return new HashingKey(
                row.getInt("number"), new SealedSecret(row.getString("sealed")), KeyRow.instant(row, "valid_until"));
    }

    @Override
    public long keysUnderOld() {
        return owner.sql("""
                        SELECT count(*) FROM public.virtual_keys key
                        JOIN public.hashing_keys old ON old.number = key.hashing_key AND old.state = 'OLD'
                        WHERE key.revoked_at IS NULL AND (key.expires_at IS NULL OR key.expires_at > now())""").query(Long.class).single();
    }

    @Override
    public boolean isFirstDerived() {
        return owner.sql("""
                        SELECT EXISTS (SELECT FROM public.hashing_keys
                            WHERE number = 1 AND sealed IS NULL AND state <> 'ENDED')""").query(Boolean.class).single();
    }

    @Override
    public void sealFirst(SealedSecret sealed) {
        owner.sql("""
                        UPDATE public.hashing_keys SET sealed = ?
                        WHERE number = 1 AND sealed IS NULL AND state <> 'ENDED'""").param(sealed.base64()).update();
        changed.run();
    }

    @Override
    public void addFirst(SealedSecret sealed) {
        owner.sql("""
                        INSERT INTO public.hashing_keys (number, sealed, state, created_at)
                        SELECT 1, ?, 'CURRENT', now() WHERE NOT EXISTS (SELECT FROM public.hashing_keys)
                        ON CONFLICT DO NOTHING""").param(sealed.base64()).update();
        changed.run();
    }

    @Override
    public boolean isAnyUsed() {
        return owner.sql("SELECT EXISTS (SELECT FROM public.virtual_keys)")
                .query(Boolean.class)
                .single();
    }

    @Override
    public void removeUnused() {
        // Numbers are not given twice while any key may be known by one of them.
        owner.sql("DELETE FROM public.hashing_keys WHERE NOT EXISTS (SELECT FROM public.virtual_keys)")
                .update();
    }

    @Override
    public boolean replace(HashingKey current, SealedSecret sealed, Instant at, Instant deadline) {
        return transactions.inOne(() -> {
            int before = owner.sql("""
                            UPDATE public.hashing_keys SET state = 'ENDED', sealed = NULL
                            WHERE state = 'OLD' AND EXISTS (
                                SELECT FROM public.hashing_keys known WHERE known.state = 'CURRENT' AND known.number = ?)""").param(current.number()).update();
            int taken = owner.sql("""
                            UPDATE public.hashing_keys SET state = 'OLD', valid_until = ?
                            WHERE state = 'CURRENT' AND number = ?""")
                    .params(deadline.atOffset(ZoneOffset.UTC), current.number())
                    .update();
            if (taken == 0) {
                return false;
            }
            owner.sql("INSERT INTO public.hashing_keys (number, sealed, state, created_at) VALUES (?, ?, 'CURRENT', ?)")
                    .params(current.number() + 1, sealed.base64(), at.atOffset(ZoneOffset.UTC))
                    .update();
            owner.sql("""
                            SELECT public.append_audit_entry(NULL, NULL, 'hashing_key.rotated', 'installation', NULL,
                                jsonb_build_object('number', :number),
                                jsonb_build_object('number', :number + 1, 'oldValidUntil', :deadline, 'ended', :ended))""")
                    .param("number", current.number())
                    .param("deadline", deadline.toString())
                    .param("ended", before)
                    .query()
                    .singleRow();
            return true;
        });
    }
}
