package io.tokentally.adapter.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AuthorizedHeadTest {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final HttpHeaders headers = new DefaultHttpHeaders().add("X-Date", "today");

    private AuthorizedHead head(String query) {
        return new AuthorizedHead("POST", "bedrock.example:8443", "/model/x/converse", query, headers, BODY);
    }

    @Test
    void allThatASignatureCoversIsThere() {
        AuthorizedHead head = head("?a=b");

        assertThat(head.method()).isEqualTo("POST");
        assertThat(head.host()).isEqualTo("bedrock.example:8443");
        assertThat(head.path()).isEqualTo("/model/x/converse");
        assertThat(head.query()).isEqualTo("?a=b");
        assertThat(head.headers().first("x-date")).isEqualTo("today");
        assertThat(head.body()).contains(BODY);
    }

    @Test
    void aHeaderTakesThePlaceOfThoseOfItsName() {
        headers.add("authorization", "one").add("Authorization", "two");

        head("").header("Authorization", "signed");

        assertThat(headers.getAll("authorization")).containsExactly("signed");
    }

    @Test
    void parametersAreEncodedAndFollowTheOthers() {
        AuthorizedHead head = head("");

        head.parameter("sig", "a+b/c =");
        head.parameter("sv", "1");

        assertThat(head.query()).isEqualTo("?sig=a%2Bb%2Fc%20%3D&sv=1");
    }
}
