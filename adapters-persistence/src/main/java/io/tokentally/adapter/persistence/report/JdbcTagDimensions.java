package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that the owner's functions alone write. */
final class JdbcTagDimensions implements TagDimensions {

    private static final String ONLY_OWNERS = "only_owners_declare_tags";
    private static final String TOO_MANY = "too_many_tag_dimensions";

    /** Enough to meet the tags that are used every day. */
    private static final int RECENT_CALLS = 1_000;

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcTagDimensions(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<TagDimension> find(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT name, told, pending_before IS NULL AS is_complete, nullif(pending_before, 'infinity') AS complete_from
                        FROM tag_dimensions JOIN tag_values_of_month() USING (name)
                        WHERE organization_id = ? ORDER BY name""")
                .param(viewer.organizationId().value())
                .query((row, number) -> dimension(row))
                .list();
    }

    private static TagDimension dimension(ResultSet row) throws SQLException {
        OffsetDateTime completeFrom = row.getObject("complete_from", OffsetDateTime.class);
        return new TagDimension(
                new Tag(row.getString("name")),
                row.getLong("told"),
                row.getBoolean("is_complete"),
                completeFrom == null ? null : completeFrom.toInstant());
    }

    @Override
    public List<String> namesInUse(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT DISTINCT jsonb_object_keys(tags) AS name
                        FROM (
                            SELECT tags FROM usage_calls WHERE organization_id = ? ORDER BY created_at DESC, id DESC LIMIT ?
                        ) AS recent
                        ORDER BY name""")
                .params(viewer.organizationId().value(), RECENT_CALLS)
                .query((row, number) -> row.getString("name"))
                .list();
    }

    @Override
    public void declare(Viewer viewer, Set<Tag> tags) {
        identity.assume(viewer);
        String[] names = tags.stream().map(Tag::name).toArray(String[]::new);
        try {
            jdbc.sql("SELECT declare_tags(?)")
                    .param(new SqlParameterValue(Types.ARRAY, names))
                    .query((row, number) -> true)
                    .list();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(e, (code, about) -> switch (code) {
                case ONLY_OWNERS -> new AccessRefusedException(OwnerAction.DECLARE_TAGS.refusal());
                case TOO_MANY -> new IllegalArgumentException("The database takes fewer tags than " + about);
                default -> e;
            });
        }
    }
}
