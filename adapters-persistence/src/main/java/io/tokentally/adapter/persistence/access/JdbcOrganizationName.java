package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.OrganizationName;
import io.tokentally.domain.access.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A column of the organization's row, which the owner's function alone writes. */
final class JdbcOrganizationName implements OrganizationName {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcOrganizationName(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public String find(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT name FROM organizations WHERE id = ?")
                .param(viewer.organizationId().value())
                .query(String.class)
                .optional()
                .orElseThrow(ViewerIdentity::over);
    }

    @Override
    public void change(Viewer viewer, String name) {
        identity.assume(viewer);
        DatabaseRefusal.ofMembership(() ->
                jdbc.sql("SELECT rename_organization(?)").param(name).query().singleRow());
    }
}
