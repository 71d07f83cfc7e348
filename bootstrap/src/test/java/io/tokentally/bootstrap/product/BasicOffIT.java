package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** An installation that takes no passwords from programs. */
@ProductTest
@TestPropertySource(properties = "tokentally.sign-in.basic=false")
class BasicOffIT {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/usage/summary", "/actuator/metrics", "/v3/api-docs"})
    void aPasswordIsRefusedAndTokensNamedAsTheRemedy(String path) {
        HttpResponse<String> refused = new Api(port).get("owner@acme.example", path);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"Tokentally\"");
        assertThat(refused.body()).contains("Make an API token on your account page");
    }

    @Test
    void nobodyIsAskedForOne() {
        HttpResponse<String> asked = new Api(port).get("/api/v1/usage/summary");

        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"Tokentally\"");
    }
}
