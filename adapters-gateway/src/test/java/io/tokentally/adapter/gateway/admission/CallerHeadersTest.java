package io.tokentally.adapter.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Tags;
import io.tokentally.provider.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerHeadersTest {

    private final HttpHeaders headers = new DefaultHttpHeaders();

    @Test
    void whoTellsNothingIsTakenAtThat() {
        assertThat(CallerHeaders.of(headers))
                .isEqualTo(new CallerHeaders(null, null, Tags.NONE, Map.of(), AttemptHeaders.NONE));
    }

    @Test
    void eachHeaderIsReadWhateverItsCase() {
        headers.set("x-tokentally-user", "ada")
                .set("X-TOKENTALLY-ENDPOINT", "match")
                .set(CallerHeaders.TAGS, "team=search");

        assertThat(CallerHeaders.of(headers))
                .isEqualTo(new CallerHeaders(
                        new UserId("ada"),
                        new Endpoint("match"),
                        new Tags(Map.of("team", "search")),
                        Map.of(),
                        AttemptHeaders.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {CallerHeaders.USER, CallerHeaders.ENDPOINT})
    void oneOfTwoIsNobodysChoice(String name) {
        headers.add(name, "ada").add(name, "ada");

        assertRejected(name, "it is sent more than once");
    }

    @ParameterizedTest
    @ValueSource(strings = {CallerHeaders.USER, CallerHeaders.ENDPOINT})
    void whatIsNoNameIsRefusedAndNotRepeated(String name) {
        headers.set(name, "secret ".repeat(200));

        assertThat(assertRejected(name, "")).doesNotContain("secret");
    }

    @Test
    void tagsMayBePercentEncodedAndAPlusIsAPlus() {
        headers.set(CallerHeaders.TAGS, "team = R%26D%2C+EU , env=prod");

        assertThat(CallerHeaders.of(headers).tags()).isEqualTo(new Tags(Map.of("team", "R&D,+EU", "env", "prod")));
    }

    @Test
    void tagsOfSeveralHeadersBelongTogether() {
        headers.add(CallerHeaders.TAGS, "team=search").add(CallerHeaders.TAGS, "env=prod");

        assertThat(CallerHeaders.of(headers).tags()).isEqualTo(new Tags(Map.of("team", "search", "env", "prod")));
    }

    @Test
    void aTagThatIsNamedTwiceIsRefusedWhereverItStands() {
        headers.add(CallerHeaders.TAGS, "team=search").add(CallerHeaders.TAGS, "te%61m=ads");

        assertRejected(CallerHeaders.TAGS, "a tag is named twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "team=search,", ""})
    void whatIsNoTagIsRefused(String tags) {
        headers.set(CallerHeaders.TAGS, tags);

        assertRejected(CallerHeaders.TAGS, "tags are written as in team=search,env=prod");
    }

    /** @return what the caller is told */
    private String assertRejected(String name, String why) {
        String[] told = new String[1];
        assertThatExceptionOfType(RequestRejectedException.class)
                .isThrownBy(() -> CallerHeaders.of(headers))
                .satisfies(rejected -> {
                    assertThat(rejected.refusal()).isEqualTo(Refusal.MALFORMED_REQUEST);
                    assertThat(rejected.text()).contains("The header " + name + " cannot be used: ", why);
                    told[0] = rejected.text();
                });
        return told[0];
    }
}
