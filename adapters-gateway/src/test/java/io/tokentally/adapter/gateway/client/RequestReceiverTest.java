package io.tokentally.adapter.gateway.client;

import static io.tokentally.adapter.gateway.client.ClientUnderTest.chat;
import static io.tokentally.adapter.gateway.client.ClientUnderTest.lastPiece;
import static io.tokentally.adapter.gateway.client.ClientUnderTest.piece;
import static io.tokentally.adapter.gateway.client.ClientUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestReceiverTest {

    private static final int MEGABYTE = 1 << 20;

    private final ClientUnderTest client = new ClientUnderTest();
    private final RequestReceiver receiver = client.receiver;

    @AfterEach
    void close() {
        client.close();
        assertThat(client.inappropriate).isEmpty();
    }

    @Test
    void aRequestThatIsLetThroughIsACallUntilItIsLetGo() {
        receiver.headers(chat());

        assertThat(receiver.call()).isNotNull();
        assertThat(client.life.state()).isEqualTo(ClientState.RECEIVING);
        assertThat(client.written()).isEmpty();
    }

    @Test
    void whatIsRefusedIsAnsweredAndItsBodyThrownAway() {
        receiver.headers(nowhere());
        assertThat(client.written()).startsWith("HTTP/1.1 404");
        assertThat(receiver.call()).isNull();
        assertThat(client.life.state()).isEqualTo(ClientState.DISCARDING);

        HttpContent first = piece(1000);
        HttpContent last = lastPiece(1000);
        receiver.body(first);
        receiver.body(last);

        assertThat(first.refCnt()).isZero();
        assertThat(last.refCnt()).isZero();
        assertThat(client.life.state()).isEqualTo(ClientState.IDLE);
        assertThat(client.told).containsExactly("STAYS_OPEN");
    }

    @Test
    void whatIsThrownAwayCountsForHowFastItComes() {
        receiver.headers(nowhere());
        receiver.body(piece(1000));

        assertThat(client.rest.isTooSlow(true, Duration.ofSeconds(1).toNanos())).isFalse();
        assertThat(client.rest.isTooSlow(true, Duration.ofSeconds(2).toNanos())).isTrue();
    }

    @Test
    void aBodyThatNobodyWantsEndsTheConnectionBeyondEightMegabytes() {
        receiver.headers(nowhere());
        for (int i = 0; i < 8; i++) {
            receiver.body(piece(MEGABYTE));
        }
        assertThat(client.told).containsExactly("STAYS_OPEN");

        receiver.body(piece(1));

        assertThat(client.told).containsExactly("STAYS_OPEN", "CUT");
    }

    @Test
    void whatWasThrownAwayOfOneRequestDoesNotCountForTheNext() {
        for (int request = 0; request < 3; request++) {
            receiver.headers(nowhere());
            for (int i = 0; i < 6; i++) {
                receiver.body(piece(MEGABYTE));
            }
            receiver.body(LastHttpContent.EMPTY_LAST_CONTENT);
        }

        assertThat(client.told).containsExactly("STAYS_OPEN", "STAYS_OPEN", "STAYS_OPEN");
    }

    @Test
    void whoIsRefusedWhileWaitingToContinueIsAnsweredLast() {
        HttpRequest request = nowhere();
        request.headers().set("expect", "100-continue");

        receiver.headers(request);

        assertThat(client.written()).startsWith("HTTP/1.1 404").contains("connection: close");
        assertThat(client.life.state()).isEqualTo(ClientState.LINGERING);
    }

    @Test
    void whoWaitsToContinueIsToldToWhenTheCallHasBegun() {
        HttpRequest request = chat();
        request.headers().set("expect", "100-continue");

        receiver.headers(request);

        assertThat(client.written()).startsWith("HTTP/1.1 100 Continue");
    }

    @Test
    void whatComesAfterTheLastAnswerIsReleased() {
        HttpRequest request = nowhere();
        request.headers().set("connection", "close");
        receiver.headers(request);
        HttpContent content = piece(MEGABYTE);

        receiver.body(content);

        assertThat(content.refCnt()).isZero();
        assertThat(client.told).containsExactly("CLOSES");
    }

    @Test
    void aBodyThatBreaksTheRulesOfHttpIsRefusedOnceAndIsTheLast() {
        receiver.headers(chat());

        receiver.body(broken());

        assertThat(client.written())
                .startsWith("HTTP/1.1 400")
                .contains("The body of the request breaks the rules of HTTP.", "connection: close");
        assertThat(client.told).containsExactly("CLOSES");
    }

    @Test
    void aBodyThatBreaksTheRulesBehindAnAnswerEndsTheConnection() {
        receiver.headers(nowhere());

        receiver.body(broken());

        assertThat(client.told).containsExactly("STAYS_OPEN", "CUT");
    }

    @Test
    void aHeadThatCannotBeReadIsTheLast() {
        HttpRequest request = nowhere();
        request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("broken")));

        receiver.headers(request);

        assertThat(client.written()).startsWith("HTTP/1.1 400").contains("connection: close");
    }

    private static HttpRequest nowhere() {
        return request(HttpMethod.POST, "/nowhere");
    }

    private static HttpContent broken() {
        HttpContent content = lastPiece(3);
        content.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("no chunk")));
        return content;
    }
}
