package io.tokentally.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InstancioExtension.class)
class UsageRecordIdTest {

    private static final long GREATEST_MILLISECOND = (1L << 48) - 1;

    @RepeatedTest(200)
    void carriesItsInstantToTheMillisecond(@Given long seed) {
        Random random = new Random(seed);
        long millisecond = random.nextLong(0, GREATEST_MILLISECOND + 1);

        UsageRecordId id =
                UsageRecordId.at(Instant.ofEpochMilli(millisecond).plusNanos(random.nextInt(1_000_000)), random);

        assertThat(id.instant()).isEqualTo(Instant.ofEpochMilli(millisecond));
        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
    }

    @RepeatedTest(200)
    void sortsByInstantAndAsItsTextDoes(@Given long seed) {
        Random random = new Random(seed);
        Instant instant = Instant.ofEpochMilli(random.nextLong(0, GREATEST_MILLISECOND));
        UsageRecordId earlier = UsageRecordId.at(instant, random);
        UsageRecordId together = UsageRecordId.at(instant, random);
        UsageRecordId later = UsageRecordId.at(instant.plusMillis(1), random);

        assertThat(earlier).isLessThan(later);
        // PostgreSQL compares the bytes, as the text of hexadecimal digits does.
        assertThat(Integer.signum(earlier.compareTo(together)))
                .isEqualTo(Integer.signum(earlier.toString().compareTo(together.toString())));
        assertThat(later).isGreaterThan(together).isEqualByComparingTo(new UsageRecordId(later.value()));
    }

    @Test
    void theFirstAndTheLastInstantFit() {
        Instant last = Instant.ofEpochMilli(GREATEST_MILLISECOND);

        assertThat(UsageRecordId.at(Instant.EPOCH, new Random(1)).instant()).isEqualTo(Instant.EPOCH);
        assertThat(UsageRecordId.at(last.plusNanos(999_999), new Random(1)).instant())
                .isEqualTo(last);
    }

    @Test
    void instantsBeyondAreRefused() {
        for (Instant instant : new Instant[] {
            Instant.MIN, Instant.EPOCH.minusNanos(1), Instant.ofEpochMilli(GREATEST_MILLISECOND + 1), Instant.MAX
        }) {
            assertThatThrownBy(() -> UsageRecordId.at(instant, new Random(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A usage record cannot carry the instant " + instant);
        }
    }

    @Test
    void otherVersionsOfUuidAreRefused() {
        UUID version4 = UUID.fromString("9b2d2f6e-6c1c-4a2e-8f3b-1c2d3e4f5a6b");
        UUID wrongVariant = UUID.fromString("018f0000-0000-7000-0000-000000000000");

        assertThatThrownBy(() -> new UsageRecordId(version4))
                .hasMessage("A usage record id must be a UUID of version 7, not " + version4);
        assertThatThrownBy(() -> new UsageRecordId(wrongVariant)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRecordWasCreatedWhenItsIdSays() {
        assertThat(UsageRecordFixtures.aUsageRecord().build().createdAt()).isEqualTo(UsageRecordFixtures.NOON);
    }
}
