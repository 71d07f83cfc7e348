package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.KeyReviews;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads under row-level security which keys have to be decided about. */
final class JdbcKeyReviews implements KeyReviews {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcKeyReviews(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<KeyToReview> all(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT key.id, key.name, key.prefix, account.display_name, key.holder_reset_at
                        FROM virtual_keys key
                        JOIN accounts account ON account.user_id = key.user_id
                        WHERE key.holder_reset_at IS NOT NULL AND key.revoked_at IS NULL AND viewer_owns_organization()
                        ORDER BY account.display_name, key.created_at, key.id""")
                .query((row, number) -> new KeyToReview(
                        new VirtualKeyId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("prefix"),
                        row.getString("display_name"),
                        row.getObject("holder_reset_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public void keep(Viewer viewer, VirtualKeyId id) {
        identity.assume(viewer);
        DatabaseRefusal.ofMembership(
                () -> jdbc.sql("SELECT keep_key(?)").param(id.value()).query().singleRow());
    }
}
