package io.tokentally.adapter.gateway.recording;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.ProviderResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a call is said to have been made, and how long it took, whatever clocks do meanwhile. */
class CallRecordTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final ModelName MODEL = new ModelName("gpt-4.1-nano");
    private static final ProviderResponse ANSWER =
            new ProviderResponse(MODEL, ServiceTier.STANDARD, null, new UsageReading.Missing(), new Outcome.Success());

    /** Each time that it is read, it is an hour earlier. */
    private static final class RunningBack extends Clock {

        private final AtomicLong reads = new AtomicLong();

        @Override
        public Instant instant() {
            return GatewayUnderTest.NOW.minus(HOUR.multipliedBy(reads.getAndIncrement()));
        }

        long reads() {
            return reads.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void aTimeOfDayThatRunsBackDuringACallChangesNotHowLongItTook() throws Exception {
        RunningBack clock = new RunningBack();
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    Thread.sleep(60);
                    wire.sendEvent(Calls.DELTA);
                    Thread.sleep(60);
                    wire.sendEvent(Calls.USAGE);
                    wire.sendEvent("[DONE]");
                    wire.send(Calls.LAST_CHUNK);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, clock);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());
            assertThat(receive(client).whole()).isTrue();

            MeteredCall call = gateway.records().next();
            assertThat(call.startedAt())
                    .isBetween(GatewayUnderTest.NOW.minus(HOUR.multipliedBy(clock.reads())), GatewayUnderTest.NOW);
            assertThat(Objects.requireNonNull(call.timing().timeToFirstToken()))
                    .isBetween(Duration.ofMillis(60), Duration.ofSeconds(20));
            assertThat(call.timing().responseTime()).isBetween(Duration.ofMillis(120), Duration.ofSeconds(20));
            assertThat(gateway.failures()).isEmpty();
        }
    }

    @Test
    void timesAreCountedFromWhereTheRequestWasSent() {
        CallRecord sent = record(1_000);
        sent.sawContent(1_300);
        sent.sawContent(1_400);

        assertThat(sent.call(ANSWER, false, 1_500).timing())
                .isEqualTo(new Timing(Duration.ofNanos(500), Duration.ofNanos(300)));
    }

    @Test
    void aTickerThatRunsBackMakesNoTimeNegative() {
        CallRecord sent = record(1_000);
        sent.sawContent(900);

        assertThat(sent.call(ANSWER, false, 800).timing()).isEqualTo(new Timing(Duration.ZERO, Duration.ZERO));
    }

    @Test
    void aTickerThatRunsBackBehindTheFirstTokenLosesNoRecord() {
        CallRecord sent = record(1_000);
        sent.sawContent(1_300);

        assertThat(sent.call(ANSWER, false, 1_100).timing())
                .isEqualTo(new Timing(Duration.ofNanos(300), Duration.ofNanos(300)));
    }

    private static CallRecord record(long startedNanos) {
        return new CallRecord(
                Attribution.of(new OrganizationId("acme"), new UserId("ada"), new Endpoint("feature")),
                new Operation("chat.completions"),
                Provider.OPENAI,
                MODEL,
                GatewayUnderTest.NOW,
                startedNanos,
                CallTrace.NONE);
    }
}
