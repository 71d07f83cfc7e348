package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.Members;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes members through the owner's functions, which look up for themselves whether the viewer may. */
final class JdbcMembers implements Members {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcMembers(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<Member> all(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT account.user_id, account.login, account.display_name, membership.role,
                            EXISTS (SELECT FROM second_factors factor WHERE factor.user_id = account.user_id) AS factor
                        FROM memberships membership
                        JOIN accounts account ON account.user_id = membership.user_id
                        ORDER BY account.display_name, account.user_id""")
                .query((row, number) -> new Member(
                        new Person(
                                new UserId(row.getString("user_id")),
                                row.getString("login"),
                                row.getString("display_name")),
                        Role.valueOf(row.getString("role")),
                        row.getBoolean("factor")))
                .list();
    }

    @Override
    public void changeRole(Viewer viewer, UserId userId, Role role) {
        call(viewer, "SELECT change_member_role(?, ?)", userId.value(), role.name());
    }

    @Override
    public void remove(Viewer viewer, UserId userId) {
        call(viewer, "SELECT remove_member(?)", userId.value());
    }

    @Override
    public void resetPassword(Viewer viewer, UserId userId, String passwordHash) {
        call(viewer, "SELECT reset_password(?, ?)", userId.value(), passwordHash);
    }

    @Override
    public boolean isSecondFactorRequired(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT second_factor_required FROM organizations WHERE id = ?")
                .param(viewer.organizationId().value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    @Override
    public void requireSecondFactor(Viewer viewer, boolean required) {
        call(viewer, "SELECT require_second_factor(?)", required);
    }

    @Override
    public void resetSecondFactor(Viewer viewer, UserId userId) {
        call(viewer, "SELECT reset_second_factor(?)", userId.value());
    }

    @Override
    public void leave(Viewer viewer) {
        call(viewer, "SELECT leave_organization()");
    }

    @Override
    public void close(Viewer viewer, UserId userId) {
        call(viewer, "SELECT close_account(?)", userId.value());
    }

    private void call(Viewer viewer, String sql, Object... parameters) {
        identity.assume(viewer);
        DatabaseRefusal.ofMembership(
                () -> jdbc.sql(sql).params(List.of(parameters)).query().singleRow());
    }
}
