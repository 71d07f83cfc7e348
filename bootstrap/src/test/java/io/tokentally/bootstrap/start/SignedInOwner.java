package io.tokentally.bootstrap.start;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first owner, with a session that the schema's owner has put into the database. */
final class SignedInOwner {

    static final Viewer VIEWER = new Viewer(
            new UserId(FirstOwner.LOGIN),
            new OrganizationId("default"),
            Role.OWNER,
            new ViewerToken("token of " + FirstOwner.LOGIN));

    private SignedInOwner() {}

    static void signIn(ApplicationContext application) {
        JdbcClient.create(application.getBean("ownerDataSource", DataSource.class))
                .sql("""
                        INSERT INTO sessions (token_hash, kind, user_id, expires_at)
                        VALUES (sha256(convert_to(?, 'UTF8')), 'BROWSER', ?, now() + interval '1 day')
                        ON CONFLICT (token_hash) DO UPDATE SET authenticated_at = now(), ended_at = NULL""")
                .params(VIEWER.token().value(), VIEWER.userId().value())
                .update();
    }
}
