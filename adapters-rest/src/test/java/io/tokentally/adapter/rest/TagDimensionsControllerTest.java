package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class TagDimensionsControllerTest extends RestTest {

    private static final String TAG_DIMENSIONS = "/api/v1/organization/tag-dimensions";

    @Autowired
    private FakeTagDimensions tags;

    @BeforeEach
    void signIn() {
        usage.signIn(Role.OWNER);
    }

    @AfterEach
    void forgetTags() {
        tags.reset();
    }

    @Test
    void ownersDeclareTagsAndTellHowFarTheseAre() {
        assertThat(get(TAG_DIMENSIONS)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "most": 5, "dimensions": []}""");

        assertThat(put("{\"names\": [\"team\", \"team\"]}"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                {"organization": "acme", "most": 5, "dimensions": [
                  {"name": "team", "values": 3, "mostValues": 1000, "complete": false, "completeFrom": "2026-10-15T12:15:00Z"}]}""");

        assertThat(put("{\"names\": []}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.dimensions")
                .asArray()
                .isEmpty();
    }

    @Test
    void everybodyKnowsAndNobodyElseDeclares() {
        usage.signIn(Role.MEMBER);

        assertThat(get(TAG_DIMENSIONS)).hasStatusOk();
        assertThat(put("{\"names\": [\"team\"]}")).hasStatus(403);
    }

    private MvcTestResult put(String body) {
        return mvc.put()
                .uri(TAG_DIMENSIONS)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
