package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A running product begins to tell past calls apart once a tag is declared. */
@ProductTest
class DeclaredTagsIT {

    private static final String PATH = "/api/v1/organization/tag-dimensions";
    private static final String OWNER = "owner@globex.example";

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeEach
    void openApi() {
        api = new Api(port);
    }

    @AfterEach
    void declareNone() {
        api.send(OWNER, "PUT", PATH, "{\"names\": []}");
    }

    @Test
    void pastCallsBeginToBeToldApartSoonAfterATagIsDeclared() {
        String report = "/api/v1/usage/report?scope=organization&days=90&measures=requests";
        JsonNode before = api.json(OWNER, report).get("total");

        assertThat(api.send(OWNER, "PUT", PATH, "{\"names\": [\"candidate\"]}").statusCode())
                .isEqualTo(200);

        await().atMost(Duration.ofMinutes(1))
                .until(() -> api.json(OWNER, PATH).get("dimensions").get(0).hasNonNull("completeFrom"));
        assertThat(api.json(OWNER, report + "&by=tag:candidate").get("total")).isEqualTo(before);
        assertThat(api.get(OWNER, report + "&by=tag:feature").body()).contains("Declared are: candidate");
    }
}
