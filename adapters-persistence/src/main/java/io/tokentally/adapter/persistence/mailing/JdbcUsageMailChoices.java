package io.tokentally.adapter.persistence.mailing;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.mailing.UsageMailChoices;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that policies guard: each reads and writes their own. */
final class JdbcUsageMailChoices implements UsageMailChoices {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcUsageMailChoices(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public boolean isAddressProven(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT viewer_address_is_proven()")
                .query(Boolean.class)
                .single();
    }

    @Override
    public UsageMailChoice find(Viewer viewer) {
        return asking(viewer, """
                        SELECT rhythm, language FROM usage_mail_choices
                        WHERE organization_id = :organization AND user_id = :user""")
                .query((row, number) -> new UsageMailChoice(
                        MailRhythm.of(row.getString("rhythm")), MailLanguage.of(row.getString("language"))))
                .optional()
                .orElse(UsageMailChoice.NONE);
    }

    /** Another language leaves the time as it is since which mails are wanted. */
    @Override
    public void save(Viewer viewer, UsageMailChoice choice) {
        if (choice.rhythm() == MailRhythm.NONE) {
            asking(viewer, "DELETE FROM usage_mail_choices WHERE organization_id = :organization AND user_id = :user")
                    .update();
            return;
        }
        asking(viewer, """
                        INSERT INTO usage_mail_choices AS known (organization_id, user_id, rhythm, language)
                        VALUES (:organization, :user, :rhythm, :language)
                        ON CONFLICT (organization_id, user_id) DO UPDATE SET
                            since = CASE known.rhythm WHEN excluded.rhythm THEN known.since ELSE now() END,
                            rhythm = excluded.rhythm, language = excluded.language""")
                .param("rhythm", choice.rhythm().code())
                .param("language", choice.language().code())
                .update();
    }

    private JdbcClient.StatementSpec asking(Viewer viewer, String sql) {
        identity.assume(viewer);
        return jdbc.sql(sql)
                .param("organization", viewer.organizationId().value())
                .param("user", viewer.userId().value());
    }
}
