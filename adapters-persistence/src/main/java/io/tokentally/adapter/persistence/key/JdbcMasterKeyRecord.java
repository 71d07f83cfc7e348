package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.MasterKeyRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the mark of the master key, connected as the owner. */
final class JdbcMasterKeyRecord implements MasterKeyRecord {

    private final JdbcClient owner;

    JdbcMasterKeyRecord(JdbcClient owner) {
        this.owner = owner;
    }

    @Override
    public boolean accept(String mark) {
        // Of two instances that start at once, the second waits for the row and then finds the first one's mark.
        int taken = owner.sql("""
                        INSERT INTO public.master_key_mark AS known (mark) VALUES (:mark)
                        ON CONFLICT (only_one) DO UPDATE SET mark = excluded.mark
                        WHERE known.mark = excluded.mark
                            OR (NOT EXISTS (SELECT FROM public.virtual_keys)
                                AND NOT EXISTS (SELECT FROM public.provider_keys))""").param("mark", mark).update();
        return taken == 1;
    }
}
