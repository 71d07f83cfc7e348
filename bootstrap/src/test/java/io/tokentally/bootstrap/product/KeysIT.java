package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.key.AuthenticateKeyUseCase;
import io.tokentally.application.port.in.key.KeyCheck;
import io.tokentally.application.port.in.key.KeyCheck.Reason;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import java.net.http.HttpResponse;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A key's life, from the HTTP API to the check that a gateway makes. */
@ProductTest
@ExtendWith(OutputCaptureExtension.class)
class KeysIT {

    private static final String MEMBER = "member@acme.example";
    private static final String OWNER = "owner@acme.example";
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final String KEYS = "/api/v1/keys";
    private static final String PROVIDER_KEY = "sk-proj-never-to-be-seen-4711";

    @LocalServerPort
    private int port;

    @Autowired
    private AuthenticateKeyUseCase authenticate;

    @Autowired
    @Qualifier("ownerDataSource")
    private DataSource ownerDataSource;

    private Api api;

    @BeforeEach
    void openApi() {
        api = new Api(port);
    }

    @Test
    void aKeyOpensFromWhenItIsMadeUntilItIsRevoked(CapturedOutput output) {
        HttpResponse<String> made = api.send(MEMBER, "POST", KEYS, "{\"name\": \"script\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode key = new JsonMapper().readTree(made.body());
        String secret = key.get("secret").asString();

        assertThat(authenticate.check(secret)).isInstanceOfSatisfying(KeyCheck.Accepted.class, accepted -> {
            assertThat(accepted.key().organizationId()).isEqualTo(ACME);
            assertThat(accepted.key().holder()).isEqualTo(KeyHolder.user(new UserId(MEMBER)));
        });
        assertThat(authenticate.check(secret.substring(0, 42) + (secret.endsWith("x") ? "y" : "x")))
                .isEqualTo(new KeyCheck.Refused(Reason.UNKNOWN, null));
        assertThat(api.get(MEMBER, KEYS).body()).contains("\"script\"").doesNotContain(secret);
        assertThat(api.get("admin@acme.example", KEYS).body()).contains("\"script\"");
        assertThat(api.get("second@acme.example", KEYS).body()).doesNotContain("\"script\"");

        String path = KEYS + "/" + key.get("id").asString();
        assertThat(api.send("owner@globex.example", "DELETE", path, "").statusCode())
                .isEqualTo(404);
        assertThat(api.send("second@acme.example", "DELETE", path, "").statusCode())
                .isEqualTo(404);
        assertThat(api.send("admin@acme.example", "DELETE", path, "").statusCode())
                .isEqualTo(422);
        assertThat(authenticate.check(secret)).isInstanceOf(KeyCheck.Accepted.class);
        assertThat(api.send(MEMBER, "DELETE", path, "").statusCode()).isEqualTo(204);

        assertThat(authenticate.check(secret))
                .isInstanceOfSatisfying(
                        KeyCheck.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REVOKED));
        assertThat(whatTheDatabaseHolds()).doesNotContain(secret);
        assertThat(output).doesNotContain(secret);
    }

    @Test
    void aRotatedKeyEndsWhenItShallAndItsSuccessorOpens(CapturedOutput output) {
        JsonNode old = made(api.send(MEMBER, "POST", KEYS, "{\"name\": \"rotated\"}"));
        String path = KEYS + "/" + old.get("id").asString();
        String secret = old.get("secret").asString();
        assertThat(api.send("owner@acme.example", "POST", path + "/rotate", "{\"ends\": \"at_once\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(api.send("second@acme.example", "POST", path + "/rotate", "{\"ends\": \"at_once\"}")
                        .statusCode())
                .isEqualTo(404);

        JsonNode second = made(api.send(MEMBER, "POST", path + "/rotate", "{\"ends\": \"in_an_hour\"}"));
        assertThat(authenticate.check(secret)).isInstanceOf(KeyCheck.Accepted.class);
        JsonNode third = made(api.send(
                MEMBER, "POST", KEYS + "/" + second.get("id").asString() + "/rotate", "{\"ends\": \"at_once\"}"));

        assertThat(authenticate.check(second.get("secret").asString()))
                .isInstanceOfSatisfying(
                        KeyCheck.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.EXPIRED));
        assertThat(authenticate.check(third.get("secret").asString()))
                .isInstanceOfSatisfying(
                        KeyCheck.Accepted.class,
                        accepted -> assertThat(accepted.key().original())
                                .hasToString(old.get("id").asString()));
        assertThat(api.send(MEMBER, "PATCH", path, "{\"name\": \"called otherwise\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.get(MEMBER, KEYS).body()).contains("called otherwise");
        assertThat(whatTheDatabaseHolds())
                .doesNotContain(
                        second.get("secret").asString(), third.get("secret").asString());
        assertThat(output).doesNotContain(third.get("secret").asString());
    }

    private static JsonNode made(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        return new JsonMapper().readTree(response.body());
    }

    @Test
    void aProvidersKeyIsKeptSealedAndOpensForItsOrganizationAlone(CapturedOutput output) {
        String path = "/api/v1/provider-keys/openai";
        String body = "{\"secret\": \"%s\"}".formatted(PROVIDER_KEY);

        assertThat(api.send("admin@acme.example", "PUT", path, body).statusCode())
                .isEqualTo(403);
        assertThat(api.send(OWNER, "PUT", path, body).statusCode()).isEqualTo(204);

        assertThat(authenticate.providerSecret(ACME, Provider.OPENAI)).contains(new ProviderSecret(PROVIDER_KEY));
        assertThat(authenticate.providerSecret(GLOBEX, Provider.OPENAI)).isEmpty();
        assertThat(api.get(OWNER, "/api/v1/provider-keys").body())
                .contains("4711")
                .doesNotContain(PROVIDER_KEY);
        assertThat(whatTheDatabaseHolds()).doesNotContain(PROVIDER_KEY);
        assertThat(output).doesNotContain(PROVIDER_KEY);

        assertThat(api.send(OWNER, "DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(authenticate.providerSecret(ACME, Provider.OPENAI)).isEmpty();
    }

    @Test
    void aPageOfAnotherSiteMakesNoKey() {
        HttpResponse<String> foreign = api.post(MEMBER, KEYS, "{\"name\": \"stolen\"}", "cross-site");

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(api.get(MEMBER, KEYS).body()).doesNotContain("stolen");
    }

    private String whatTheDatabaseHolds() {
        JdbcClient owner = JdbcClient.create(ownerDataSource);
        List<String> rows = owner.sql("""
                        SELECT key::text FROM virtual_keys key
                        UNION ALL SELECT encode(decode(sealed, 'base64'), 'escape') || stored::text
                        FROM provider_keys stored""").query(String.class).list();
        assertThat(rows).isNotEmpty();
        return String.join("\n", rows);
    }
}
