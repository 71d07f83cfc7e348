package io.tokentally.bootstrap.command;

import io.tokentally.domain.access.OrganizationId;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The organizations of an installation, read as its owner. */
final class InstalledOrganizations {

    private static final int MAX_NAMES = 20;

    private final JdbcClient owner;

    InstalledOrganizations(DataSource owner) {
        this.owner = JdbcClient.create(owner);
    }

    /** @throws CommandRefusedException if there is none of that id */
    void require(OrganizationId id, String option) {
        boolean known = owner.sql("SELECT EXISTS (SELECT FROM public.organizations WHERE id = ?)")
                .param(id.value())
                .query(Boolean.class)
                .single();
        if (!known) {
            List<String> names = owner.sql("SELECT id FROM public.organizations ORDER BY id LIMIT ?")
                    .param(MAX_NAMES)
                    .query((row, number) -> row.getString("id"))
                    .list();
            throw new CommandRefusedException(
                    "There is no organization '%s'.".formatted(id),
                    names.isEmpty()
                            ? "There is none yet: sign in to Tokentally and make one, or generate one with"
                                    + " ./tokentally generate."
                            : "Give another as %s=…: there are %s.".formatted(option, String.join(", ", names)));
        }
    }
}
