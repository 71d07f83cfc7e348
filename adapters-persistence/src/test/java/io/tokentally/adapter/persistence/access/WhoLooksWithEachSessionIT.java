package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the ledger says of who looks, for sessions of every kind, bound, limited and scoped in every way, against a plain account of it. */
class WhoLooksWithEachSessionIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final List<Viewer> PEOPLE = List.of(
            ViewerFixtures.viewer(new UserId("member"), ACME, Role.MEMBER),
            ViewerFixtures.viewer(new UserId("admin"), ACME, Role.ADMIN),
            ViewerFixtures.viewer(new UserId("owner"), ACME, Role.OWNER),
            ViewerFixtures.viewer(new UserId("operator"), ACME, Role.OWNER),
            ViewerFixtures.viewer(new UserId("stranger"), new OrganizationId("globex"), Role.OWNER));
    private static final String OPERATOR = "operator";
    private static final String WITH_FACTOR = "admin";

    private final SqlSession application = new SqlSession(DATABASE.application());

    /** A session, and who has it. */
    private record Case(
            String token,
            String kind,
            String user,
            @Nullable String organization,
            @Nullable List<String> scopes,
            boolean codePending,
            boolean passwordChangeOnly,
            boolean factorWaived) {

        boolean isUnlimited(boolean factorRequired) {
            boolean asOperator = List.of("BROWSER", "BASIC").contains(kind) && !factorWaived && user.equals(OPERATOR);
            boolean mustHaveFactor = (factorRequired && isOfAcme()) || asOperator;
            return !codePending && !passwordChangeOnly && (user.equals(WITH_FACTOR) || !mustHaveFactor);
        }

        /** Operators belong nowhere. */
        boolean isOfAcme() {
            return !user.equals("stranger") && !user.equals(OPERATOR);
        }

        boolean may(String scope) {
            return scopes == null || scopes.contains(scope);
        }

        /** In the order of the question. */
        String answer(boolean factorRequired) {
            boolean in =
                    isUnlimited(factorRequired) && isOfAcme() && (organization == null || organization.equals("acme"));
            boolean sees = in && !user.equals("member");
            boolean owns = sees && !user.equals("admin");
            return String.join(
                    " ",
                    isUnlimited(factorRequired) ? user : "-",
                    in && (organization != null || !kind.equals("API_TOKEN")) ? "acme" : "-",
                    may("KEYS") ? "t" : "f",
                    sees && scopes == null ? "t" : "f",
                    owns && scopes == null ? "t" : "f",
                    sees && may("KEYS") ? "t" : "f",
                    owns && may("KEYS") ? "t" : "f");
        }
    }

    private static final String QUESTION = """
            SELECT concat_ws(' ', coalesce(viewer_user_id(), '-'), coalesce(viewer_organization_id(), '-'), viewer_may('KEYS'),
                viewer_sees_organization(), viewer_owns_organization(), viewer_sees_organization_by('KEYS'),
                viewer_owns_organization_by('KEYS'))""";

    @BeforeEach
    void fill() {
        PEOPLE.forEach(DATABASE::addMember);
        JdbcClient owner = DATABASE.asOwner();
        owner.sql("DELETE FROM memberships WHERE user_id = ?").param(OPERATOR).update();
        owner.sql("UPDATE accounts SET operator = true WHERE user_id = ?")
                .param(OPERATOR)
                .update();
        owner.sql("INSERT INTO second_factors (user_id, sealed, last_step) VALUES (?, 'sealed', 1)")
                .param(WITH_FACTOR)
                .update();
        owner.sql("""
                        INSERT INTO sessions (token_hash, kind, user_id, organization_id, job, name, scopes, code_pending,
                            password_change_only, factor_waived, expires_at, client_address)
                        SELECT sha256(convert_to(token, 'UTF8')), kind, user_id, organization, CASE WHEN kind = 'WORK' THEN 'job' END,
                            CASE WHEN kind = 'API_TOKEN' THEN 'token' END, scopes, pending, change, waived, now() + interval '1 day', token
                        FROM (
                            SELECT *, concat_ws('/', kind, user_id, organization, scopes, pending, change, waived) AS token
                            FROM unnest(ARRAY['BROWSER', 'BASIC', 'API_TOKEN', 'WORK']) AS kind,
                                unnest(ARRAY['member', 'admin', 'owner', 'operator', 'stranger']) AS user_id,
                                unnest(ARRAY[NULL, 'acme', 'globex']) AS organization,
                                (VALUES (NULL), (ARRAY['KEYS']), (ARRAY['OWN_USAGE', 'KEYS']), (ARRAY['OWN_USAGE']), (ARRAY['METRICS']))
                                    AS scoped (scopes),
                                unnest(ARRAY[false, true]) AS pending, unnest(ARRAY[false, true]) AS change,
                                unnest(ARRAY[false, true]) AS waived) AS every
                        WHERE (kind <> 'WORK' OR organization IS NOT NULL)
                            AND (kind <> 'API_TOKEN' OR scopes IS NOT NULL AND (organization IS NULL) = (scopes = ARRAY['METRICS']))
                        """).update();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachSessionOpensWhatItIsFor(boolean factorRequired) throws SQLException {
        DATABASE.asOwner()
                .sql("UPDATE organizations SET second_factor_required = ? WHERE id = 'acme'")
                .param(factorRequired)
                .update();
        List<Case> cases = DATABASE.asOwner()
                .sql("""
                        SELECT client_address, kind, user_id, organization_id, scopes, code_pending, password_change_only, factor_waived
                        FROM sessions WHERE client_address LIKE '%/%'""")
                .query((row, number) -> new Case(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getArray(5) == null
                                ? null
                                : List.of((String[]) row.getArray(5).getArray()),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getBoolean(8)))
                .list();

        assertThat(cases).hasSizeGreaterThan(1_000);
        for (Case each : cases) {
            assertThat(application.read(
                            "SELECT set_config('tokentally.session_token', '%s', true), set_config('tokentally.organization_id', 'acme', true)"
                                    .formatted(each.token()),
                            QUESTION))
                    .as(each.toString())
                    .containsExactly(each.answer(factorRequired));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ended_at = now()",
                "expires_at = now()",
                "created_at = now() + interval '6 minutes'",
                "idle_limit = interval '1 minute', last_active_at = now() - interval '1 minute'",
                "idle_limit = interval '1 minute', last_active_at = now() + interval '6 minutes'",
                "token_hash = sha256('another')"
            })
    void aSessionThatDoesNotHoldOpensNothing(String change) throws SQLException {
        String token = "BROWSER/owner/f/f/f";
        String assume =
                "SELECT set_config('tokentally.session_token', '%s', true), set_config('tokentally.organization_id', 'acme', true)"
                        .formatted(token);
        assertThat(application.read(assume, QUESTION)).containsExactly("owner acme t t t t t");

        DATABASE.asOwner()
                .sql("UPDATE sessions SET " + change + " WHERE client_address = ?")
                .param(token)
                .update();

        assertThat(application.read(assume, QUESTION)).containsExactly("- - f f f f f");
    }
}
