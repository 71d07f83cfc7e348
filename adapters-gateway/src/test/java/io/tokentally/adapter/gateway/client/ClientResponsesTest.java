package io.tokentally.adapter.gateway.client;

import static io.tokentally.adapter.gateway.client.ClientUnderTest.chat;
import static io.tokentally.adapter.gateway.client.ClientUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusal;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.provider.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientResponsesTest {

    private final RequestRejectedException rejected =
            new RequestRejectedException(RefusalReason.CALLS_PER_MINUTE, "Too many calls.", 7);

    private final ClientUnderTest client = new ClientUnderTest();
    private final ClientResponses responses = client.responses;

    @AfterEach
    void close() {
        client.close();
    }

    private void begin(HttpRequest request) {
        client.told.clear();
        client.life.on(ClientState.Event.HEADERS);
        responses.begin(request);
    }

    @Test
    void aRefusalIsWholeCountedAndTheAnswer() {
        begin(chat());

        responses.refuse(rejected);

        assertThat(client.written())
                .startsWith("HTTP/1.1 429")
                .contains("retry-after: 7", "Too many calls.")
                .doesNotContain("connection:");
        assertThat(client.told).containsExactly("STAYS_OPEN");
        assertThat(client.gateway.refusals(Refusal.RATE_LIMITED)).isEqualTo(1);
        assertThat(client.gateway.refused())
                .extracting(RefusedCall::reason)
                .containsExactly(RefusalReason.CALLS_PER_MINUTE);
    }

    @Test
    void whoeverIsOverABudgetIsNotToTryAgainBeforeItBeginsAnew() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        begin(chat());

        responses.refuse(RequestRejectedException.overBudget(
                new BudgetRefusal(
                        new BudgetId(new UUID(1, 2)),
                        "Marketing",
                        BudgetRefusal.Reason.SPENT,
                        BudgetMeasure.COST,
                        new BigDecimal("50"),
                        new BigDecimal("49.5"),
                        now.plusMillis(90_500)),
                now,
                false));

        assertThat(client.written())
                .startsWith("HTTP/1.1 429")
                .contains("retry-after: 91\r\n", "x-should-retry: false\r\n", "'Marketing'", "USD 50, USD 49.5");
        assertThat(client.gateway.refused())
                .extracting(RefusedCall::reason)
                .containsExactly(RefusalReason.BUDGET_EXCEEDED);
    }

    @Test
    void otherRefusalsLeaveItToTheClientWhetherItTriesAgain() {
        begin(chat());

        responses.refuse(rejected);

        assertThat(client.written()).doesNotContain("x-should-retry");
    }

    @Test
    void aCallThatFailedIsAnsweredLikewiseAndNotCountedAsRefused() {
        begin(chat());

        responses.fail(rejected);

        assertThat(client.written()).startsWith("HTTP/1.1 429").contains("Too many calls.");
        assertThat(client.told).containsExactly("STAYS_OPEN");
        assertThat(client.gateway.refused()).isEmpty();
    }

    @Test
    void whoAsksForTheEndOrSpeaksTheOldVersionIsAnsweredLast() {
        HttpRequest close = chat();
        close.headers().set("connection", "close");
        HttpRequest old = chat();
        old.setProtocolVersion(HttpVersion.HTTP_1_0).headers().set("connection", "keep-alive");

        for (HttpRequest request : new HttpRequest[] {close, old}) {
            begin(request);
            responses.tellHealth(true, MeteringHealth.of(true));
            assertThat(client.written()).contains("connection: close");
            assertThat(client.told).containsExactly("CLOSES");
        }
    }

    @Test
    void chunksAreKnownSinceVersionOnePointOne() {
        begin(chat());
        assertThat(responses.knowsChunks()).isTrue();

        HttpRequest old = chat();
        old.setProtocolVersion(HttpVersion.HTTP_1_0);
        begin(old);
        assertThat(responses.knowsChunks()).isFalse();
    }

    @Test
    void whoWaitsToContinueAndIsAnsweredInsteadIsAnsweredLast() {
        begin(chat());
        responses.waitsToContinue();

        responses.refuse(rejected);

        assertThat(client.written()).contains("connection: close");
        assertThat(client.told).containsExactly("STAYS_OPEN_IF_CONTINUED");
    }

    @Test
    void whoIsToldToContinueStays() {
        begin(chat());
        responses.waitsToContinue();
        responses.goOn();
        assertThat(client.written()).startsWith("HTTP/1.1 100 Continue");

        responses.refuse(rejected);

        assertThat(client.written()).doesNotContain("connection: close");
        assertThat(client.told).containsExactly("STAYS_OPEN");
    }

    @Test
    void theNextRequestBeginsAnew() {
        begin(chat());
        responses.shapeAs(client.gateway
                .context()
                .routes()
                .find("/anthropic/v1/messages")
                .orElseThrow()
                .upstream());
        responses.closeAfterResponse();
        responses.refuse(rejected);
        assertThat(client.written()).contains("\"type\":\"error\"", "connection: close");

        begin(chat());
        responses.refuse(rejected);
        assertThat(client.written()).contains("application/problem+json").doesNotContain("connection: close");
    }

    @Test
    void aGatewayThatStopsAnswersLast() {
        begin(chat());
        client.gateway.context().stopping().set(true);

        responses.refuse(rejected);

        assertThat(client.written()).contains("connection: close");
        assertThat(client.told).containsExactly("CLOSES");
    }

    @Test
    void theResponseToAHeadHasNoBody() {
        begin(request(HttpMethod.HEAD, "/health"));

        responses.tellHealth(true, MeteringHealth.of(true));

        assertThat(client.written()).contains("content-length: ").endsWith("\r\n\r\n");
    }

    @Test
    void nothingMoreIsReadWhileSomethingWaitsForItsTurn() {
        client.ahead.add(new Object());
        responses.pause();
        assertThat(client.channel().config().isAutoRead()).isFalse();

        responses.resume();
        assertThat(client.channel().config().isAutoRead()).isFalse();

        client.ahead.release();
        responses.resume();
        assertThat(client.channel().config().isAutoRead()).isTrue();
    }
}
