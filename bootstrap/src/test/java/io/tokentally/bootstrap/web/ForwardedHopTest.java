package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardedHopTest {

    /** As long as headers may be: a pattern that goes back for each character took all of the stack. */
    @Test
    void isReadHoweverLongItsTextInQuotesIs() {
        String longest = "x".repeat(30_000);

        assertThat(ForwardedHop.ofForwarded(List.of("for=\"" + longest + "\";proto=https")))
                .containsExactly(new ForwardedHop(longest, "https", null));
    }
}
