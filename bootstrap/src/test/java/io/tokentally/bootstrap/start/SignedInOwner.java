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

    private static final ViewerToken TOKEN = new ViewerToken("token of the first owner");

    private SignedInOwner() {}

    static Viewer signIn(ApplicationContext application) {
        String userId = JdbcClient.create(application.getBean("ownerDataSource", DataSource.class))
                .sql("""
                        INSERT INTO sessions (token_hash, kind, user_id, expires_at)
                        SELECT sha256(convert_to(?, 'UTF8')), 'BROWSER', user_id, now() + interval '1 day'
                        FROM accounts WHERE login = ?
                        ON CONFLICT (token_hash) DO UPDATE SET authenticated_at = now(), ended_at = NULL
                        RETURNING user_id""")
                .params(TOKEN.value(), FirstOwner.LOGIN)
                .query(String.class)
                .single();
        return new Viewer(new UserId(userId), new OrganizationId("default"), Role.OWNER, TOKEN);
    }
}
