package io.tokentally.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestHeadTest {

    @Test
    void whatALogShowsHoldsNoQueryAndNoHeader() {
        RequestHead head = new RequestHead(
                "GET", "/v1/files", "?key=sk-secret", "api.example", name -> List.of("Bearer sk-secret"));

        assertThat(head.toString()).contains("GET", "/v1/files").doesNotContain("sk-secret");
    }
}
