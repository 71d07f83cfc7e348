package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    @Test
    void everyFaultHasItsWord() {
        Map<String, Fault> words = Map.ofEntries(
                Map.entry("status=503", new Fault.Status(503, null, Duration.ZERO)),
                Map.entry("status=429", new Fault.Status(429, null, Duration.ofSeconds(1))),
                Map.entry(
                        "status=429,insufficient_quota",
                        new Fault.Status(429, "insufficient_quota", Duration.ofSeconds(1))),
                Map.entry("status=429,,20", new Fault.Status(429, null, Duration.ofMillis(20))),
                Map.entry("slow=2000", new Fault.Slow(Duration.ofSeconds(2))),
                Map.entry("broken-stream=3", new Fault.BrokenStream(3)),
                Map.entry("missing-usage", Fault.Defect.MISSING_USAGE),
                Map.entry("malformed-json", Fault.Defect.MALFORMED_JSON),
                Map.entry("invalid-usage", Fault.Defect.NEGATIVE_USAGE),
                Map.entry("invalid-usage=negative", Fault.Defect.NEGATIVE_USAGE),
                Map.entry("invalid-usage=exceeding", Fault.Defect.CONTRADICTORY_USAGE),
                Map.entry("usage-with-choice", Fault.Defect.USAGE_WITH_LAST_CHOICE),
                Map.entry("reset", Fault.Defect.RESET),
                Map.entry("no-answer", Fault.Defect.NO_ANSWER),
                Map.entry("failed", Fault.Defect.FAILED),
                Map.entry("Incomplete", Fault.Defect.INCOMPLETE));

        words.forEach((word, fault) -> assertThat(Fault.parse(word)).as(word).containsExactly(fault));
    }

    @Test
    void semicolonsSeparateFaults() {
        assertThat(Fault.parse(" slow=5 ; missing-usage; "))
                .containsExactly(new Fault.Slow(Duration.ofMillis(5)), Fault.Defect.MISSING_USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "burn",
                "status",
                "status=200",
                "status=abc",
                "status=429,,-1",
                "slow=-1",
                "slow=",
                "broken-stream=-1",
                "invalid-usage=odd"
            })
    void unknownFaultsAndMeasuresAreRefused(String header) {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.parse(header));
    }

    @Test
    void headerGoesBeforeTheQueueAndTheQueueBeforeTheStickyFault() {
        FaultQueue box = new FaultQueue();
        box.stick(Fault.Defect.RESET);
        box.enqueue(Fault.Defect.FAILED);
        box.enqueue(Fault.Defect.INCOMPLETE);

        assertThat(box.next("missing-usage").faults()).containsExactly(Fault.Defect.MISSING_USAGE);
        assertThat(box.next(null).faults()).containsExactly(Fault.Defect.FAILED);
        assertThat(box.next(null).faults()).containsExactly(Fault.Defect.INCOMPLETE);
        assertThat(box.next(null).faults()).containsExactly(Fault.Defect.RESET);
        assertThat(box.next(null).faults()).containsExactly(Fault.Defect.RESET);
        box.clear();
        assertThat(box.next(null).faults()).isEmpty();
    }
}
