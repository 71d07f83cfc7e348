package io.tokentally.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InstancioExtension.class)
class QuantitiesTest {

    @Test
    void partsAreTakenOutOfTheirWhole() {
        Quantities quantities = Quantities.builder()
                .addWhole(
                        UsageUnit.INPUT_TOKENS,
                        1_000,
                        Map.of(UsageUnit.CACHED_INPUT_TOKENS, 600L, UsageUnit.AUDIO_INPUT_TOKENS, 100L))
                .addWhole(UsageUnit.OUTPUT_TOKENS, 500, Map.of(UsageUnit.REASONING_TOKENS, 500L))
                .build();

        assertThat(quantities.amounts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        UsageUnit.INPUT_TOKENS, 300L,
                        UsageUnit.CACHED_INPUT_TOKENS, 600L,
                        UsageUnit.AUDIO_INPUT_TOKENS, 100L,
                        UsageUnit.REASONING_TOKENS, 500L));
        assertThat(quantities.inputTokens()).isEqualTo(1_000);
        assertThat(quantities.outputTokens()).isEqualTo(500);
        assertThat(quantities.totalTokens()).isEqualTo(1_500);
    }

    @RepeatedTest(200)
    void totalsEqualTheWholesHoweverTheyAreDivided(@Given long seed) {
        Random random = new Random(seed);
        Quantities.Builder builder = Quantities.builder();
        long input = addRandomWhole(
                builder,
                random,
                UsageUnit.INPUT_TOKENS,
                UsageUnit.CACHED_INPUT_TOKENS,
                UsageUnit.CACHE_WRITE_TOKENS,
                UsageUnit.AUDIO_INPUT_TOKENS,
                UsageUnit.CACHED_AUDIO_INPUT_TOKENS,
                UsageUnit.IMAGE_INPUT_TOKENS);
        long output = addRandomWhole(
                builder,
                random,
                UsageUnit.OUTPUT_TOKENS,
                UsageUnit.REASONING_TOKENS,
                UsageUnit.AUDIO_OUTPUT_TOKENS,
                UsageUnit.IMAGE_OUTPUT_TOKENS);
        long searches = random.nextLong(0, 100);

        Quantities quantities = builder.add(UsageUnit.WEB_SEARCHES, searches).build();

        assertThat(quantities.inputTokens()).isEqualTo(input);
        assertThat(quantities.outputTokens()).isEqualTo(output);
        assertThat(quantities.totalTokens()).isEqualTo(input + output);
        assertThat(quantities.amounts().values()).allMatch(amount -> amount > 0);
    }

    private static long addRandomWhole(
            Quantities.Builder builder, Random random, UsageUnit unit, UsageUnit... partUnits) {
        long whole = random.nextLong(0, Quantities.MAX_AMOUNT + 1);
        Map<UsageUnit, Long> parts = new EnumMap<>(UsageUnit.class);
        long rest = whole;
        for (UsageUnit partUnit : partUnits) {
            long part = random.nextLong(0, rest + 1);
            parts.put(partUnit, part);
            rest -= part;
        }
        builder.addWhole(unit, whole, parts);
        return whole;
    }

    @Test
    void partsThatExceedTheirWholeAreRefused() {
        assertThatThrownBy(() -> Quantities.builder()
                        .addWhole(UsageUnit.INPUT_TOKENS, 10, Map.of(UsageUnit.CACHED_INPUT_TOKENS, 11L)))
                .isInstanceOf(InvalidQuantitiesException.class)
                .hasMessage("The parts {CACHED_INPUT_TOKENS=11} exceed the 10 INPUT_TOKENS that they are part of");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Quantities.MAX_AMOUNT + 1, Long.MAX_VALUE})
    void nonsenseIsRefusedWhereverItComesIn(long amount) {
        String message = "OUTPUT_TOKENS must lie between 0 and 100000000000, not " + amount;

        assertThatThrownBy(() -> Quantities.builder().add(UsageUnit.OUTPUT_TOKENS, amount))
                .isInstanceOf(InvalidQuantitiesException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Quantities.builder().addWhole(UsageUnit.OUTPUT_TOKENS, amount, Map.of()))
                .isInstanceOf(InvalidQuantitiesException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Quantities.builder()
                        .addWhole(UsageUnit.INPUT_TOKENS, 1, Map.of(UsageUnit.OUTPUT_TOKENS, amount)))
                .isInstanceOf(InvalidQuantitiesException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> new Quantities(Map.of(UsageUnit.OUTPUT_TOKENS, amount)))
                .isInstanceOf(InvalidQuantitiesException.class)
                .hasMessage(message);
    }

    @Test
    void amountsOfOneUnitThatAreTooManyTogetherAreRefused() {
        Quantities.Builder builder = Quantities.builder()
                .add(UsageUnit.INPUT_TOKENS, Quantities.MAX_AMOUNT)
                .add(UsageUnit.INPUT_TOKENS, 1);

        assertThatThrownBy(builder::build).isInstanceOf(InvalidQuantitiesException.class);
    }

    @Test
    void zeroIsTheSameAsNothing() {
        assertThat(new Quantities(Map.of(UsageUnit.INPUT_TOKENS, 0L))).isEqualTo(Quantities.NONE);
        assertThat(Quantities.NONE.isEmpty()).isTrue();
        assertThat(Quantities.NONE.of(UsageUnit.INPUT_TOKENS)).isZero();
    }

    @Test
    void laterChangesOfTheSourceDoNotReachIt() {
        Map<UsageUnit, Long> source = new EnumMap<>(Map.of(UsageUnit.INPUT_TOKENS, 5L));
        Quantities quantities = new Quantities(source);
        source.put(UsageUnit.INPUT_TOKENS, 6L);

        assertThat(quantities.of(UsageUnit.INPUT_TOKENS)).isEqualTo(5);
        assertThatThrownBy(() -> quantities.amounts().put(UsageUnit.OUTPUT_TOKENS, 1L))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void searchesAreNoTokens() {
        Quantities quantities = Quantities.builder()
                .add(UsageUnit.WEB_SEARCHES, 3)
                .add(UsageUnit.FILE_SEARCHES, 2)
                .add(UsageUnit.CODE_INTERPRETER_SESSIONS, 1)
                .build();

        assertThat(quantities.totalTokens()).isZero();
        assertThat(quantities.of(UsageUnit.WEB_SEARCHES)).isEqualTo(3);
    }
}
