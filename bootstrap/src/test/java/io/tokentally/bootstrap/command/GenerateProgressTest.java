package io.tokentally.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.demo.generate.GeneratedPeople;
import io.tokentally.demo.generate.UsageGenerator;
import io.tokentally.demo.generate.UsagePlan;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.usage.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GenerateProgressTest {

    private static final List<UsageRecord> BATCH = new UsageGenerator(
                    new UsagePlan(GeneratedPeople.organizations(1), 1, 500, LocalDate.of(2026, 1, 1), 1, 1),
                    id -> Optional.of(new PriceBook(Money.USD, List.of())),
                    500)
            .next();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void itIsToldEveryFewSecondsHowFarItIsAndHowLongItTakes() {
        GenerateProgress progress =
                new GenerateProgress(new PrintStream(err, true, StandardCharsets.UTF_8), 61_000, 10_000, () -> nanos);

        nanos = Duration.ofSeconds(1).toNanos();
        progress.add(BATCH);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();

        nanos = Duration.ofSeconds(2).toNanos();
        progress.add(BATCH);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("11,000 of 61,000 calls, 500 calls/s, 1 min 40 s to go\n");
        assertThat(progress.done()).isEqualTo(11_000);
        assertThat(progress.posted()).isEqualTo(1_000);
    }
}
