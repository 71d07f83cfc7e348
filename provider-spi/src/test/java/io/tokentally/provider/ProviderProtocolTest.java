package io.tokentally.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.NamedInBody;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a jar's protocol is taken for as long as it tells no more than it must. */
class ProviderProtocolTest {

    private final ProviderProtocol protocol = new SilentProtocol();

    @ParameterizedTest
    @CsvSource({
        "GET, true",
        "HEAD, true",
        "DELETE, true",
        "OPTIONS, true",
        "POST, false",
        "PUT, false",
        "PATCH, false",
        "get, false",
    })
    void onlyWhatLooksOrDeletesIsFreeAndNeedsNoRoomInABudget(String method, boolean free) {
        assertThat(protocol.isFree(method, "/v1/things")).isEqualTo(free);
        assertThat(protocol.boundsOfUnmetered(method, "/v1/things"))
                .isEqualTo(free ? RequestBounds.NOTHING : RequestBounds.UNKNOWN);
    }

    @Test
    void noPathIsKnownSoThatMostKeysMayCallNone() {
        assertThat(protocol.operation("GET", "/v1/things", "?a=b")).isEqualTo(AccountOperation.UNKNOWN);
    }

    @Test
    void noBodyCanBeReadButOneThatIsNotThere() {
        assertThat(protocol.namedIn("application/json", "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(NamedInBody.UNREADABLE);
        assertThat(protocol.namedIn(null, new byte[0])).isEqualTo(NamedInBody.NOTHING);
    }

    @Test
    void pathsBeginWithTheFirstVersionAndNoAddressOrPlaceIsMadeUp() {
        assertThat(protocol.versions()).containsExactly("/v1");
        assertThat(protocol.defaultBaseUrl()).isEmpty();
        assertThat(protocol.accountHeaders()).isEmpty();
        assertThat(protocol.keyParameters()).isEmpty();
        assertThat(protocol.requestIdHeader()).isEmpty();
        assertThat(protocol.madeBy("POST", "/v1/things")).isEmpty();
        assertThat(protocol.keyTest()).isEmpty();
    }
}
