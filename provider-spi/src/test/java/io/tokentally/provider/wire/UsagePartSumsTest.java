package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsagePart.Flaw;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsagePartSumsTest {

    private final UsagePartSums sums = new UsagePartSums();

    @ParameterizedTest
    @CsvSource({"100000, 99001, 1", "100000, 100001, 2", "1000, 1, 1", "0, 1000, 1", "1000, 1001, 2"})
    void requestsOnOneSideOfEveryThousandAreOnePart(long one, long other, int parts) {
        sums.add(request("m", one));
        sums.add(request("m", other));

        assertThat(sums.reading().parts()).hasSize(parts);
        assertThat(sums.reading()).isInstanceOf(UsageReading.Reported.class);
        assertThat(sums.reading().knownQuantities().inputTokens()).isEqualTo(one + other);
    }

    @Test
    void theLongestRequestIsThePartsLength() {
        sums.add(request("m", 1_500));
        sums.add(request("m", 1_900));
        sums.add(request("m", 1_200));

        assertThat(sums.reading().parts())
                .extracting(UsagePart::requestInputTokens)
                .containsExactly(1_900L);
    }

    @Test
    void whatCannotBePricedIsNotAddedToWhatCan() {
        sums.add(request("m", 10));
        sums.add(UsagePart.flawed("message", new ModelName("m"), Quantities.NONE, Flaw.NO_FIGURES));

        assertThat(sums.reading().parts()).extracting(UsagePart::flaw).containsExactly(null, Flaw.NO_FIGURES);
    }

    @Test
    void nothingAddedIsNotBilled() {
        assertThat(sums.reading()).isEqualTo(new UsageReading.NotBilled());
    }

    @Test
    void moreKindsThanACallHasPartsAreAnEstimateWhichLosesNothing() {
        for (int thousand = 0; thousand < 3_000; thousand++) {
            sums.add(request("m", thousand * 1_000L + 1));
        }

        assertThat(sums.reading()).isInstanceOf(UsageReading.Estimated.class);
        assertThat(sums.reading().parts()).hasSize(300);
        // The sum of 1,000 × n + 1 for n below 3,000.
        assertThat(sums.reading().knownQuantities().inputTokens()).isEqualTo(4_498_503_000L);
    }

    @Test
    void asManyKindsAsACallHasPartsAreReportedAsTheyAre() {
        for (int thousand = 0; thousand < UsagePart.MAX_PARTS; thousand++) {
            sums.add(request("m", thousand * 1_000L + 1));
        }

        assertThat(sums.reading()).isInstanceOf(UsageReading.Reported.class);
        assertThat(sums.reading().parts()).hasSize(UsagePart.MAX_PARTS);
    }

    @Test
    void moreModelsThanACallHasPartsAreAMistake() {
        for (int model = 0; model <= UsagePart.MAX_PARTS; model++) {
            sums.add(request("m" + model, 1));
        }
        sums.add(request("m", 1));

        assertThat(sums.reading()).isEqualTo(new UsageReading.Invalid());
    }

    @Test
    void sumsThatCannotBeAreRefused() {
        sums.add(request("m", Quantities.MAX_AMOUNT));

        assertThatThrownBy(() -> sums.add(request("m", Quantities.MAX_AMOUNT)))
                .isInstanceOf(InvalidQuantitiesException.class);
    }

    private static UsagePart request(String model, long input) {
        return UsagePart.of(
                "message",
                new ModelName(model),
                Quantities.builder().add(UsageUnit.INPUT_TOKENS, input).build());
    }
}
