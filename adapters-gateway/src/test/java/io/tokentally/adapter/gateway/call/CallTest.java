package io.tokentally.adapter.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a call, in whatever state something happens to it: it ends once, and nothing of it is left. */
class CallTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration BEYOND_DRAIN = Duration.ofSeconds(31);
    /** Its caller sees all of the answer, and so the very buffers that come. */
    private static final String ASKING =
            Calls.CHAT_STREAM.replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    private static final String LARGE = Calls.CHAT_STREAM.replace("Hi", "x".repeat(70_000));

    /** A call that has got as far as that, whose record is not kept before the test says so. */
    private static CallUnderTest at(CallState state) {
        CallUnderTest under = CallUnderTest.withDrains(1);
        under.records().hold();
        under.budgets().block();
        if (state == CallState.JUDGING) {
            under.restrict();
        }
        boolean aside = state == CallState.PREPARING || state == CallState.ORPHANED;
        String body = aside ? LARGE : state == CallState.JUDGING ? CallUnderTest.KEPT_FILE : ASKING;
        under.begin(CallUnderTest.chat(body.length()));
        switch (state) {
            case RECEIVING -> under.body(body.substring(0, 9), false);
            case PREPARING, JUDGING, CONNECTING -> under.body(body);
            case ORPHANED -> {
                under.body(body);
                under.call().clientGone();
            }
            default -> sent(under, state);
        }
        assertThat(under.state()).isEqualTo(state);
        return under;
    }

    private static void sent(CallUnderTest under, CallState state) {
        under.body(ASKING);
        under.provider().last().accept();
        switch (state) {
            case SENT -> {}
            case ABANDONED -> under.call().clientGone();
            case FAILING -> under.provider().last().hangUp();
            default -> responding(under, state);
        }
    }

    private static void responding(CallUnderTest under, CallState state) {
        under.say(Calls.STREAM_HEAD);
        under.sayEvent(Calls.DELTA);
        switch (state) {
            case STREAMING -> {}
            case DRAINING -> under.call().clientGone();
            case SETTLING_BROKEN -> {
                under.provider().last().hangUp();
                under.work();
            }
            default -> {
                under.sayEvent(Calls.USAGE);
                under.sayEvent("[DONE]");
                settling(under, state);
            }
        }
    }

    private static void settling(CallUnderTest under, CallState state) {
        if (state == CallState.SETTLING_WHOLE || state == CallState.DONE) {
            under.say(Calls.LAST_CHUNK);
        }
        if (state == CallState.DELIVERING || state == CallState.DONE) {
            under.keep();
        }
    }

    /** Whatever others still owe the call comes, and then it is over, and nothing of it is left. */
    private static void assertEnds(CallUnderTest under) {
        under.allow();
        under.work();
        if (under.state() == CallState.CONNECTING) {
            under.provider().last().refuse();
        }
        if (under.provider().connections() > 0) {
            under.provider().last().hangUp();
        }
        under.work();
        under.keep();
        if (under.state() == CallState.RECEIVING) {
            under.call().clientGone();
        }
        assertNothingIsLeft(under);
    }

    private static void assertNothingIsLeft(CallUnderTest under) {
        under.close();
        assertThat(under.state()).isEqualTo(CallState.DONE);
        assertThat(under.gauge("calls.active")).as("active calls").isZero();
        assertThat(under.gauge("drains.active")).as("drains").isZero();
        assertThat(under.unreleased()).as("unreleased buffers").isZero();
        assertThat(under.inappropriateEvents()).as("inappropriate events").isZero();
        assertThat(under.budgets().ends())
                .as("what was set aside ends once, and is held by nothing but a call that went out and has no record")
                .allMatch(end -> end.equals("settled 1, cancelled 0")
                        || end.equals("settled 0, cancelled 1")
                        || (end.equals("held") && under.provider().wasReached()));
        assertThat(under.client().told().stream()
                        .filter(told ->
                                told.equals("answered") || told.startsWith("refused") || told.startsWith("failed"))
                        .count())
                .as("answers")
                .isLessThanOrEqualTo(1);
        if (under.client().told().stream().anyMatch(told -> told.startsWith("refused"))) {
            assertThat(under.records().count())
                    .as("records of what was refused")
                    .isZero();
        }
    }

    private static CallState next(CallState state, CallEvent event) {
        return Objects.requireNonNull(CallTransitions.TABLE.next(state, event));
    }

    private static Failure.@Nullable Kind recorded(CallUnderTest under) throws InterruptedException {
        MeteredCall record = under.records().next();
        return record.outcome() instanceof Failure failure ? failure.kind() : null;
    }

    @Test
    void aStreamIsPassedOnToItsEndWhenItsRecordIsKept() throws Exception {
        CallUnderTest under = at(CallState.SETTLING_WHOLE);
        assertThat(under.client().body()).contains("Hello").doesNotContain("[DONE]");

        under.keep();

        assertThat(under.client().body()).endsWith("data: [DONE]\n\n");
        assertThat(under.client().told()).containsExactly("headers 200", "end", "answered");
        assertThat(under.records().next().outcome()).isEqualTo(new Outcome.Success());
        assertNothingIsLeft(under);
    }

    @Test
    void whatFollowsARecordThatIsKeptIsPassedOnAsItComes() {
        CallUnderTest under = at(CallState.DELIVERING);
        assertThat(under.client().body()).endsWith("data: [DONE]\n\n");

        under.sayEvent("more");
        assertThat(under.client().body()).endsWith("data: more\n\n");
        under.say(Calls.LAST_CHUNK);

        assertThat(under.client().told()).containsExactly("headers 200", "end", "answered");
        assertNothingIsLeft(under);
    }

    @Test
    void whoeverHasTheLastByteMayCallAgainAtOnce() {
        CallUnderTest under = at(CallState.SETTLING_WHOLE);
        List<Double> activeAtEnd = new ArrayList<>();
        under.client().atEnd(() -> activeAtEnd.add(under.gauge("calls.active")));

        under.keep();

        assertThat(activeAtEnd).containsExactly(0.0);
        assertNothingIsLeft(under);
    }

    @Test
    void nobodyWaitsForTheRestOfABodyWhoseCallerIsGoneWhenItsRecordIsKept() {
        CallUnderTest under = at(CallState.SETTLING_OPEN);
        under.call().clientGone();

        under.keep();

        assertThat(under.state()).isEqualTo(CallState.DONE);
        assertThat(under.provider().last().isOpen()).isFalse();
        assertNothingIsLeft(under);
    }

    @Test
    void whatHadGoneStaleInThePoolIsSentOnceMoreAndNotTwice() throws Exception {
        CallUnderTest under = CallUnderTest.withDrains(1);
        under.begin(CallUnderTest.look());
        under.body("");
        under.provider().last().accept();
        under.say(Calls.ok("{}"));
        assertThat(under.state()).isEqualTo(CallState.DONE);
        assertThat(under.provider().last().heard()).startsWith("GET /v1/models");
        assertThat(under.records().next().outcome()).isEqualTo(new Outcome.Success());

        under.begin(CallUnderTest.look());
        under.body("");
        assertThat(under.provider().last().heard()).startsWith("GET /v1/models");
        under.provider().last().hangUp();
        under.run();
        assertThat(under.state()).isEqualTo(CallState.CONNECTING);
        assertThat(under.provider().connections()).isEqualTo(2);
        under.provider().last().accept();
        assertThat(under.provider().last().heard()).startsWith("GET /v1/models");
        under.provider().last().hangUp();

        assertThat(under.client().told()).endsWith("failed 502");
        assertThat(recorded(under)).isEqualTo(Failure.Kind.CONNECTION_FAILED);
        assertThat(under.records().count()).isZero();
        under.close();
    }

    @Test
    void whatHadGoneStaleForACallerWhoIsGoneIsNotSentAgain() throws Exception {
        CallUnderTest under = CallUnderTest.withDrains(1);
        under.begin(CallUnderTest.look());
        under.body("");
        under.provider().last().accept();
        under.say(Calls.ok("{}"));
        assertThat(under.records().next().outcome()).isEqualTo(new Outcome.Success());
        under.begin(CallUnderTest.look());
        under.body("");

        under.call().clientGone();
        under.provider().last().hangUp();
        under.run();

        assertThat(under.state()).isEqualTo(CallState.DONE);
        assertThat(under.provider().connections()).isEqualTo(1);
        assertThat(recorded(under)).isEqualTo(Failure.Kind.CANCELLED);
        under.close();
    }

    /** Nor is what a provider may have worked on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasSentOnAFreshConnectionOrMayCostIsSentOnce(boolean looks) {
        CallUnderTest under = CallUnderTest.withDrains(1);
        under.begin(CallUnderTest.look());
        under.body("");
        under.provider().last().accept();
        if (!looks) {
            under.say(Calls.ok("{}"));
            under.begin(CallUnderTest.chat(Calls.CHAT.length()));
            under.body(Calls.CHAT);
        }
        under.provider().last().hangUp();

        assertThat(under.state()).isEqualTo(CallState.DONE);
        assertThat(under.client().told()).endsWith("failed 502");
        assertThat(under.provider().connections()).isEqualTo(1);
        under.close();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EXCLUDE,
            names = {"ORPHANED", "ABANDONED", "DRAINING"})
    void aCallerMayLeaveInAnyState(CallState state) {
        CallUnderTest under = at(state);
        List<String> toldBefore = List.copyOf(under.client().told());

        under.call().clientGone();

        assertThat(under.state()).isEqualTo(next(state, CallEvent.CALLER_LEFT));
        assertEnds(under);
        assertThat(under.client().told()).isEqualTo(toldBefore);
    }

    @ParameterizedTest
    @EnumSource(names = {"SENT", "STREAMING"})
    void whereNoDrainIsToBeHadTheProviderIsHungUpOnAtOnce(CallState state) throws Exception {
        CallUnderTest under = CallUnderTest.withDrains(0);
        under.records().hold();
        under.begin(CallUnderTest.chat(ASKING.length()));
        sent(under, state);

        under.call().clientGone();

        assertThat(under.state()).isEqualTo(next(next(state, CallEvent.CALLER_LEFT), CallEvent.DRAIN_SPENT));
        assertThat(under.provider().last().isOpen()).isFalse();
        under.work();
        assertThat(recorded(under)).isEqualTo(Failure.Kind.CANCELLED);
        assertEnds(under);
    }

    @Test
    void whoeverLeavesIsHeardOutForTheUsage() throws Exception {
        CallUnderTest under = at(CallState.DRAINING);
        under.sayEvent(Calls.USAGE);
        under.sayEvent("[DONE]");
        under.say(Calls.LAST_CHUNK);

        MeteredCall record = under.records().next();
        assertThat(record.outcome()).isEqualTo(Failure.of(Failure.Kind.CANCELLED));
        assertThat(record.reading()).isInstanceOf(UsageReading.Reported.class);
        under.keep();
        assertNothingIsLeft(under);
    }

    @Test
    void whatCameBeforeTheCallerLeftIsNoPartOfTheDrain() throws Exception {
        CallUnderTest under = at(CallState.STREAMING);
        for (int bytes = 0; bytes < 2 * CallUnderTest.MAX_DRAIN; bytes += Calls.DELTA.length()) {
            under.sayEvent(Calls.DELTA);
        }

        under.call().clientGone();
        under.sayEvent(Calls.DELTA);

        assertThat(under.state()).isEqualTo(CallState.DRAINING);
        assertEnds(under);
    }

    @Test
    void aDrainHasAMeasureOfBytes() throws Exception {
        CallUnderTest under = at(CallState.DRAINING);
        for (int i = 0; i < 1_000 && under.state() == CallState.DRAINING; i++) {
            under.sayEvent(Calls.DELTA);
        }
        assertThat(under.state()).isEqualTo(CallState.SETTLING_BROKEN);
        assertThat(under.provider().last().isOpen()).isFalse();
        under.work();
        assertThat(recorded(under)).isEqualTo(Failure.Kind.CANCELLED);
        assertEnds(under);
    }

    @ParameterizedTest
    @EnumSource(names = {"SENT", "ABANDONED", "STREAMING", "DRAINING", "SETTLING_OPEN", "DELIVERING"})
    void aProviderMayHangUpInAnyState(CallState state) {
        CallUnderTest under = at(state);

        under.provider().last().hangUp();

        assertThat(under.state()).isEqualTo(next(state, CallEvent.BROKE_OFF));
        assertEnds(under);
        switch (state) {
            case SENT -> assertThat(under.client().told()).containsExactly("failed 502");
            case STREAMING, SETTLING_OPEN, DELIVERING ->
                assertThat(under.client().told()).containsExactly("headers 200", "cut");
            default -> assertThat(under.client().told()).doesNotContain("cut", "failed 502", "end");
        }
    }

    @Test
    void aResponseThatBreaksOffBeforeAnyOfItWasToldIsABadGateway() {
        CallUnderTest under = at(CallState.SENT);

        under.say(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n");

        assertThat(under.state()).isEqualTo(CallState.SETTLING_BROKEN);
        assertThat(under.client().told()).isEmpty();
        assertEnds(under);
        assertThat(under.client().told()).containsExactly("failed 502");
    }

    @ParameterizedTest
    @EnumSource(names = {"SENT", "STREAMING", "SETTLING_OPEN", "DELIVERING"})
    void aProviderMayTakeTooLongInAnyState(CallState state) throws Exception {
        CallUnderTest under = at(state);

        under.pass(LONG);

        assertThat(under.state()).isEqualTo(next(state, CallEvent.TIMED_OUT));
        assertThat(under.provider().last().isOpen()).isFalse();
        under.work();
        if (state == CallState.SENT || state == CallState.STREAMING) {
            assertThat(recorded(under)).isEqualTo(Failure.Kind.TIMEOUT);
        }
        assertEnds(under);
        if (state == CallState.SENT) {
            assertThat(under.client().told()).containsExactly("failed 504");
        } else {
            assertThat(under.client().told()).containsExactly("headers 200", "cut");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ABANDONED", "DRAINING"})
    void aDrainHasAMeasureOfTime(CallState state) throws Exception {
        CallUnderTest under = at(state);

        under.pass(BEYOND_DRAIN);

        assertThat(under.state()).isEqualTo(next(state, CallEvent.DRAIN_SPENT));
        assertThat(under.provider().last().isOpen()).isFalse();
        under.work();
        assertThat(recorded(under)).isEqualTo(Failure.Kind.CANCELLED);
        assertEnds(under);
    }

    @Test
    void soHasADrainWhoseResponseIsCompleteAndGoesOn() {
        CallUnderTest under = at(CallState.DRAINING);
        under.sayEvent(Calls.USAGE);
        under.sayEvent("[DONE]");
        assertThat(under.state()).isEqualTo(CallState.SETTLING_OPEN);

        under.pass(BEYOND_DRAIN);

        assertThat(under.state()).isEqualTo(CallState.SETTLING_BROKEN);
        assertThat(under.provider().last().isOpen()).isFalse();
        assertEnds(under);
    }

    @Test
    void aBodyMayTakeTooLong() {
        CallUnderTest under = at(CallState.RECEIVING);

        under.pass(LONG);

        assertThat(under.client().told()).containsExactly("refused 408");
        assertThat(under.records().count()).isZero();
        assertNothingIsLeft(under);
    }

    /** There, others are waited for, who have clocks of their own. */
    @ParameterizedTest
    @EnumSource(
            names = {"PREPARING", "ORPHANED", "JUDGING", "CONNECTING", "SETTLING_WHOLE", "SETTLING_BROKEN", "FAILING"})
    void timeDoesNotPassForACallThatWaitsForNeitherSide(CallState state) {
        CallUnderTest under = at(state);

        under.pass(LONG);

        assertThat(under.state()).isEqualTo(state);
        assertEnds(under);
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "DONE")
    void theGatewayMayStopInAnyState(CallState state) {
        CallUnderTest under = at(state);

        under.call().stop();

        assertThat(under.state()).isEqualTo(next(state, CallEvent.STOPPED));
        assertEnds(under);
        switch (state) {
            case RECEIVING, PREPARING, JUDGING, CONNECTING ->
                assertThat(under.client().told()).containsExactly("cut");
            case SENT -> assertThat(under.client().told()).containsExactly("failed 503");
            case STREAMING, DELIVERING -> assertThat(under.client().told()).containsExactly("headers 200", "cut");
            case ORPHANED, ABANDONED -> assertThat(under.client().told()).isEmpty();
            default -> {}
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "ORPHANED")
    void aBufferMayBeRefusedInAnyState(CallState state) {
        CallUnderTest under = at(state);

        under.call().noMemory();

        assertThat(under.state()).isEqualTo(next(state, CallEvent.NO_MEMORY));
        if (under.state() == state) {
            assertThat(under.client().told().contains("cut"))
                    .isEqualTo(state != CallState.DRAINING && state != CallState.ABANDONED);
        }
        assertEnds(under);
        switch (state) {
            case RECEIVING, PREPARING, JUDGING, CONNECTING ->
                assertThat(under.client().told()).containsExactly("refused 503");
            case SENT -> assertThat(under.client().told()).containsExactly("failed 503");
            default -> assertThat(under.client().told()).doesNotContain("refused 503", "failed 503");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SETTLING_OPEN", "SETTLING_WHOLE", "SETTLING_BROKEN", "FAILING"})
    void aRecordMayBeLostInAnyState(CallState state) {
        CallUnderTest under = at(state);

        under.lose();

        assertThat(under.client().told()).endsWith("cut").doesNotContain("end", "failed 502");
        assertThat(under.failures()).singleElement().isInstanceOf(IllegalStateException.class);
        under.provider().last().hangUp();
        assertNothingIsLeft(under);
    }

    /** An earlier gateway answered it twice. */
    @Test
    void aRequestThatIsRefusedWhileItFailsIsAnsweredOnce() {
        CallUnderTest under = at(CallState.FAILING);

        under.call().refuseMidway(RequestBody.tooLarge(1));
        assertThat(under.state()).isEqualTo(CallState.FAILING);
        under.keep();

        assertThat(under.client().told()).containsExactly("failed 502");
        assertNothingIsLeft(under);
    }

    @Test
    void whatCannotBePreparedEndsThoughAnotherThreadWasAtIt() {
        CallUnderTest under = at(CallState.ORPHANED);
        under.call().preparingFailed(new IllegalStateException("planted"));
        assertThat(under.failures()).hasSize(1);
        assertNothingIsLeft(under);

        under = at(CallState.PREPARING);
        under.call().preparingFailed(new IllegalStateException("planted"));
        assertThat(under.client().told()).containsExactly("cut");
        assertNothingIsLeft(under);
    }

    @Test
    void anInappropriateEventChangesNothingAndIsCounted() {
        CallUnderTest under = at(CallState.SENT);

        under.call().bodyWhole();

        assertThat(under.state()).isEqualTo(CallState.SENT);
        assertThat(under.inappropriateEvents()).isEqualTo(1);
        under.provider().last().hangUp();
        under.close();
    }

    @Test
    void aConnectionThatComesTooLateIsGivenBack() {
        CallUnderTest under = at(CallState.CONNECTING);
        under.call().clientGone();
        assertThat(under.state()).isEqualTo(CallState.DONE);

        under.provider().last().accept();
        assertThat(under.provider().last().isOpen()).isTrue();
        assertThat(under.provider().last().heard()).isEmpty();
        assertNothingIsLeft(under);
    }

    @Test
    void aSlowReaderHoldsTheProviderBackUntilTheyHaveTaken() {
        CallUnderTest under = at(CallState.STREAMING);
        under.client().fill();
        under.sayEvent(Calls.DELTA);
        assertThat(under.provider().last().config().isAutoRead()).isFalse();

        under.client().drain();
        under.call().clientWritable();
        assertThat(under.provider().last().config().isAutoRead()).isTrue();
        assertEnds(under);
    }

    @Test
    void whatWaitsForTheRecordHoldsTheProviderBackToo() {
        CallUnderTest under = at(CallState.SETTLING_OPEN);
        under.sayEvent("x".repeat(66_000));
        assertThat(under.provider().last().config().isAutoRead()).isFalse();

        under.keep();
        under.pass(Duration.ofMillis(100));
        assertThat(under.provider().last().config().isAutoRead()).isTrue();
        assertEnds(under);
    }

    @Test
    void aCallerWhoLeavesASlowReadHoldsNobodyBack() {
        CallUnderTest under = at(CallState.STREAMING);
        under.client().fill();
        under.sayEvent(Calls.DELTA);

        under.call().clientGone();

        assertThat(under.provider().last().config().isAutoRead()).isTrue();
        assertEnds(under);
    }

    @Test
    void anUploadGoesOnAsItComesAndIsRefusedWhereItIsTooLarge() throws Exception {
        CallUnderTest under = CallUnderTest.withDrains(1);
        under.begin(CallUnderTest.request("/openai/v1/files", 3 * CallUnderTest.MAX_UPLOAD / 4));
        assertThat(under.state()).isEqualTo(CallState.CONNECTING);
        assertThat(under.client().isPaused()).isTrue();
        under.body("first ", false);
        under.provider().last().accept();
        assertThat(under.provider().last().heard()).endsWith("first ");
        assertThat(under.client().isPaused()).isFalse();
        under.body("second ", false);
        assertThat(under.provider().last().heard()).isEqualTo("second ");

        under.body("x".repeat(CallUnderTest.MAX_UPLOAD), false);

        assertThat(under.provider().last().isOpen()).isFalse();
        assertThat(under.client().told()).containsExactly("failed 413");
        assertThat(recorded(under)).isEqualTo(Failure.Kind.CANCELLED);
        assertNothingIsLeft(under);
    }

    /** Whatever happens in whatever order, a call ends once, answers at most once, and leaves nothing behind. */
    @Test
    void itEndsWhateverHappensInWhateverOrder() {
        for (int seed = 0; seed < 3_000; seed++) {
            Walk walk = new Walk(seed);
            try {
                walk.go();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed %d: %s".formatted(seed, walk.steps), e);
            }
        }
    }

    /** A call to which things happen at random, in orders that a client's connection and a provider's allow. */
    private static final class Walk {

        private static final int STEPS = 25;

        private final Random random;
        private final StringBuilder steps = new StringBuilder();
        private final CallUnderTest under;
        private final boolean uploads;
        private final List<String> body;
        private int bodySent;
        private boolean left;

        Walk(int seed) {
            random = new Random(seed);
            under = CallUnderTest.withDrains(random.nextInt(2));
            uploads = random.nextInt(4) == 0;
            if (random.nextBoolean()) {
                under.records().hold();
            }
            if (random.nextInt(3) == 0) {
                under.restrict();
            }
            String whole = List.of(LARGE, CallUnderTest.KEPT_FILE, ASKING).get(random.nextInt(3));
            body = List.of(whole.substring(0, 10), whole.substring(10));
            under.begin(CallUnderTest.request(
                    uploads ? "/openai/v1/files" : "/openai/v1/chat/completions", whole.length()));
        }

        void go() {
            for (int i = 0; i < STEPS; i++) {
                step(random.nextInt(16));
            }
            if (!isForgotten() && !left) {
                leave();
            }
            assertEnds(under);
        }

        /** Whether the client's connection has let go of the call. */
        private boolean isForgotten() {
            return under.client().told().contains("answered")
                    || under.client().told().stream()
                            .anyMatch(told -> told.startsWith("refused") || told.startsWith("failed"));
        }

        private boolean isCut() {
            return under.client().told().contains("cut");
        }

        private void step(int which) {
            steps.append(which).append('@').append(under.state()).append(' ');
            switch (which) {
                case 0, 1 -> sendBody();
                case 2, 3 -> connect(true);
                case 4 -> say(Calls.STREAM_HEAD);
                case 5, 6 -> event(Calls.DELTA);
                case 7 -> event(Calls.USAGE);
                case 8 -> event("[DONE]");
                case 9 -> say(Calls.LAST_CHUNK);
                case 10 -> under.work();
                case 11 -> under.keep();
                case 12 -> under.allow();
                default -> disturb(random.nextInt(9));
            }
        }

        private void disturb(int which) {
            steps.append("disturb ").append(which).append(' ');
            switch (which) {
                case 0 -> leave();
                case 1 -> hangUp();
                case 2 -> under.pass(Duration.ofSeconds(random.nextInt(400)));
                case 3 -> stop();
                case 4 -> noMemory();
                case 5 -> under.lose();
                case 6 -> connect(false);
                case 7 -> under.client().fill();
                default -> {
                    under.client().drain();
                    under.call().clientWritable();
                }
            }
        }

        private void sendBody() {
            if (bodySent < body.size() && !left && !isCut() && !isForgotten()) {
                bodySent++;
                under.body(body.get(bodySent - 1), bodySent == body.size());
            }
        }

        private void connect(boolean accepts) {
            if (under.provider().connections() > 0 && under.provider().last().isConnecting()) {
                if (accepts) {
                    under.provider().last().accept();
                } else {
                    under.provider().last().refuse();
                }
            }
        }

        private boolean isConnected() {
            return under.provider().connections() > 0
                    && !under.provider().last().isConnecting();
        }

        private void say(String text) {
            if (isConnected()) {
                under.say(text);
            }
        }

        private void event(String data) {
            if (isConnected()) {
                under.sayEvent(data);
            }
        }

        private void hangUp() {
            if (isConnected()) {
                under.provider().last().hangUp();
            }
        }

        private void leave() {
            if (!left && !isForgotten()) {
                left = true;
                under.call().clientGone();
            }
        }

        private void stop() {
            if (under.state() != CallState.DONE) {
                under.call().stop();
            }
        }

        private void noMemory() {
            if (!left && !isForgotten()) {
                under.call().noMemory();
            }
        }
    }
}
