package io.tokentally.adapter.persistence.view;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.view.UsageViews;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that policies guard: each writes their own, and sees what others share of what they may look at. */
final class JdbcUsageViews implements UsageViews {

    private static final String TOO_MANY = "too_many_usage_views";

    private static final String SELECT = """
            SELECT kept.id, kept.name, kept.user_id, kept.shared, kept.address, kept.of_organization,
                choice.start_view IS NOT NULL AS is_start
            FROM usage_views kept
            LEFT JOIN usage_view_choices choice
                ON choice.organization_id = kept.organization_id AND choice.user_id = :user AND choice.start_view = kept.id
            WHERE kept.organization_id = :organization
            """;

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcUsageViews(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<UsageView> findNamed(Viewer viewer) {
        return asking(viewer, SELECT + """
                        AND kept.name IS NOT NULL
                        ORDER BY lower(kept.name), kept.created_at, kept.id""").query((row, number) -> view(row)).list();
    }

    @Override
    public Optional<UsageView> find(Viewer viewer, UsageViewId id) {
        return asking(viewer, SELECT + "AND kept.id = :id")
                .param("id", id.value())
                .query((row, number) -> view(row))
                .optional();
    }

    @Override
    public Optional<UsageView> findStart(Viewer viewer) {
        return asking(viewer, SELECT + "AND choice.start_view IS NOT NULL")
                .query((row, number) -> view(row))
                .optional();
    }

    private static UsageView view(ResultSet row) throws SQLException {
        return new UsageView(
                id(row),
                row.getString("name"),
                new UserId(row.getString("user_id")),
                row.getBoolean("shared"),
                state(row),
                row.getBoolean("is_start"));
    }

    private static UsageViewId id(ResultSet row) throws SQLException {
        return new UsageViewId(row.getObject("id", UUID.class));
    }

    private static UsageViewState state(ResultSet row) throws SQLException {
        return new UsageViewState(row.getString("address"), row.getBoolean("of_organization"));
    }

    @Override
    public UsageViewId save(Viewer viewer, String name, boolean shared, UsageViewState state) {
        try {
            return writing(viewer, state, """
                            INSERT INTO usage_views (organization_id, user_id, name, shared, address, of_organization)
                            VALUES (:organization, :user, :name, :shared, :address, :of_organization)
                            ON CONFLICT (organization_id, user_id, name) WHERE name IS NOT NULL DO UPDATE SET
                                shared = excluded.shared, address = excluded.address, of_organization = excluded.of_organization
                            RETURNING id""")
                    .param("name", name)
                    .param("shared", shared)
                    .query((row, number) -> id(row))
                    .single();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(e, (code, about) -> switch (code) {
                case TOO_MANY ->
                    new IllegalArgumentException(
                            "You keep %d views already: remove one first".formatted(UsageView.MOST));
                default -> e;
            });
        }
    }

    @Override
    public UsageViewId store(Viewer viewer, UsageViewState state) {
        return writing(viewer, state, """
                        INSERT INTO usage_views (organization_id, user_id, address, of_organization)
                        VALUES (:organization, :user, :address, :of_organization)
                        ON CONFLICT (organization_id, user_id, md5(address)) WHERE name IS NULL DO UPDATE SET
                            of_organization = excluded.of_organization
                        RETURNING id""").query((row, number) -> id(row)).single();
    }

    @Override
    public void remove(Viewer viewer, UsageViewId id) {
        identity.assume(viewer);
        jdbc.sql("DELETE FROM usage_views WHERE organization_id = ? AND id = ?")
                .params(viewer.organizationId().value(), id.value())
                .update();
    }

    @Override
    public void chooseStart(Viewer viewer, @Nullable UsageViewId id) {
        asking(viewer, """
                        INSERT INTO usage_view_choices (organization_id, user_id, start_view) VALUES (:organization, :user, :id)
                        ON CONFLICT (organization_id, user_id) DO UPDATE SET start_view = excluded.start_view""").param("id", id == null ? null : id.value()).update();
    }

    @Override
    public Optional<UsageViewState> lastSeen(Viewer viewer) {
        return asking(viewer, """
                        SELECT last_address AS address, of_organization FROM usage_view_choices
                        WHERE organization_id = :organization AND user_id = :user AND last_address IS NOT NULL""").query((row, number) -> state(row)).optional();
    }

    @Override
    public void sawLast(Viewer viewer, UsageViewState state) {
        writing(viewer, state, """
                        INSERT INTO usage_view_choices (organization_id, user_id, last_address, of_organization)
                        VALUES (:organization, :user, :address, :of_organization)
                        ON CONFLICT (organization_id, user_id) DO UPDATE SET
                            last_address = excluded.last_address, of_organization = excluded.of_organization""").update();
    }

    @Override
    public boolean areFirstStepsHidden(Viewer viewer) {
        return asking(viewer, """
                        SELECT first_steps_hidden FROM usage_view_choices
                        WHERE organization_id = :organization AND user_id = :user""").query(Boolean.class).optional().orElse(false);
    }

    @Override
    public void hideFirstSteps(Viewer viewer) {
        asking(viewer, """
                        INSERT INTO usage_view_choices (organization_id, user_id, first_steps_hidden) VALUES (:organization, :user, true)
                        ON CONFLICT (organization_id, user_id) DO UPDATE SET first_steps_hidden = true""").update();
    }

    private JdbcClient.StatementSpec writing(Viewer viewer, UsageViewState state, String sql) {
        return asking(viewer, sql).param("address", state.address()).param("of_organization", state.ofOrganization());
    }

    private JdbcClient.StatementSpec asking(Viewer viewer, String sql) {
        identity.assume(viewer);
        return jdbc.sql(sql)
                .param("organization", viewer.organizationId().value())
                .param("user", viewer.userId().value());
    }
}
