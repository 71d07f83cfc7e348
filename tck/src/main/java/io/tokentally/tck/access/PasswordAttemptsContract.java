package io.tokentally.tck.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.PasswordAttempts;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every count of passwords and codes does. Nobody has tried any at the start of a test. */
public abstract class PasswordAttemptsContract {

    /** More than anybody may try without a pause. */
    private static final int MANY = 50;

    protected abstract PasswordAttempts attempts();

    @Test
    void theFirstIsLookedAtAtOnceAndAfterManyThatFailedOneWaits() {
        assertThat(attempts().begin("ada")).isZero();
        assertThat(many(() -> attempts().begin("ada"))).isPositive();
    }

    @Test
    void aRightPasswordForgivesWrongOnes() {
        assertThat(attempts().begin("ada")).isZero();
        assertThat(attempts().begin("ada")).isZero();
        attempts().succeeded("ada");
        for (int i = 0; i < 3; i++) {
            assertThat(attempts().begin("ada")).isZero();
        }
    }

    @Test
    void codesAreCountedAndARightPasswordForgivesNone() {
        assertThat(attempts().beginCode("ada")).isZero();
        assertThat(many(() -> attempts().beginCode("ada"))).isPositive();

        attempts().succeeded("ada");

        assertThat(attempts().beginCode("ada")).isPositive();
    }

    @Test
    void whoTriesForOnePersonHoldsUpNoOther() {
        assertThat(many(() -> attempts().begin("ada"))).isPositive();

        assertThat(attempts().begin("bob")).isZero();
    }

    private static Duration many(Supplier<Duration> attempt) {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < MANY; i++) {
            Duration pause = attempt.get();
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        return longest;
    }
}
