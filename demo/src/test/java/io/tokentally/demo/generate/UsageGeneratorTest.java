package io.tokentally.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UsageGeneratorTest {

    private static final PriceBook EMPTY = new PriceBook(Currency.getInstance("USD"), List.of());
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 11, 3);
    private static final int CALLS = 60_000;
    private static final UsagePlan YEAR =
            new UsagePlan(GeneratedPeople.organizations(5), 100, CALLS, FIRST_DAY, 364, 7);

    /** A year of calls, which many tests look at. */
    private static final List<UsageRecord> RECORDS = all(YEAR, 2_000);

    @Test
    void thereAreAsManyCallsAsWereAskedForInTheOrderOfTheirTimeWithinTheDays() {
        assertThat(RECORDS).hasSize(CALLS).isSortedAccordingTo(Comparator.comparing(UsageRecord::createdAt));
        assertThat(day(RECORDS.getFirst())).isEqualTo(FIRST_DAY);
        assertThat(day(RECORDS.getLast())).isEqualTo(FIRST_DAY.plusDays(363));
        assertThat(ids(RECORDS)).hasSize(CALLS);
    }

    @Test
    void theSamePlanHasTheSameCallsWhateverTheBatches() {
        assertThat(all(YEAR, 777)).isEqualTo(RECORDS);
    }

    @Test
    void anotherSeedHasOtherCalls() {
        UsagePlan other = new UsagePlan(YEAR.organizations(), 100, CALLS, FIRST_DAY, 364, 8);

        Set<UsageRecordId> ids = ids(RECORDS);
        assertThat(all(other, 2_000)).extracting(UsageRecord::id).noneMatch(ids::contains);
    }

    @Test
    void theFirstCallsCanBeLeftOutWithoutChangingTheRest() {
        for (int skipped : new int[] {1, 1_999, 31_234, CALLS - 1}) {
            List<UsageRecord> rest = all(new UsageGenerator(YEAR, id -> Optional.of(EMPTY), 5_000, skipped));

            assertThat(rest).isEqualTo(RECORDS.subList(skipped, CALLS));
        }
        assertThat(new UsageGenerator(YEAR, id -> Optional.of(EMPTY), 5_000, CALLS))
                .isExhausted();
    }

    @Test
    void afterTheLastBatchThereIsNone() {
        UsageGenerator generator = new UsageGenerator(YEAR, id -> Optional.of(EMPTY), CALLS);
        generator.next();

        assertThatThrownBy(generator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void weekendsAndNightsAreQuietAndTheYearEndsBusierThanItBegan() {
        assertThat(share(call -> day(call).getDayOfWeek() == DayOfWeek.SUNDAY))
                .isLessThan(0.6 * share(call -> day(call).getDayOfWeek() == DayOfWeek.TUESDAY));
        assertThat(share(call -> hour(call) == 22)).isLessThan(share(call -> hour(call) == 10) / 4);

        double firstQuarter = share(call -> day(call).isBefore(FIRST_DAY.plusDays(91)));
        double lastQuarter = share(call -> !day(call).isBefore(FIRST_DAY.plusDays(273)));
        assertThat(lastQuarter / firstQuarter).isBetween(1.4, 2.1);
    }

    @Test
    void fewUsersMakeMostCallsAndEveryOrganizationHasSome() {
        assertThat(count(call -> call.attribution().organizationId())).hasSize(5);
        assertThat(share(call -> isOf("generated-01", call)))
                .isGreaterThan(2 * share(call -> isOf("generated-05", call)));

        Map<UserId, Long> byUser = count(call -> call.attribution().userId());
        assertThat(byUser.size()).isGreaterThan(480);
        long ofTheTenth = byUser.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(50)
                .mapToLong(Long::longValue)
                .sum();
        assertThat(ofTheTenth).isGreaterThan(CALLS * 45 / 100);
    }

    @Test
    void oneOrTwoInAHundredFailInSeveralWays() {
        List<Outcome.Failure> failures = RECORDS.stream()
                .map(UsageRecord::outcome)
                .filter(Outcome.Failure.class::isInstance)
                .map(Outcome.Failure.class::cast)
                .toList();

        assertThat(failures.size() / (double) CALLS).isBetween(0.01, 0.02);
        assertThat(failures).extracting(Outcome.Failure::kind).contains(Outcome.Failure.Kind.values());
        assertThat(failures).extracting(Outcome.Failure::httpStatus).contains(400, 429, 500, 503, 529, null);
    }

    @Test
    void aCallHasWhatCallsHave() {
        assertThat(share(call -> call.provider().equals(Provider.ANTHROPIC))).isBetween(0.15, 0.45);
        assertThat(share(call -> call.timing().timeToFirstToken() != null)).isBetween(0.15, 0.45);
        assertThat(share(call -> call.quantities().of(UsageUnit.CACHED_INPUT_TOKENS) > 0))
                .isBetween(0.2, 0.6);
        assertThat(share(call -> call.quantities().of(UsageUnit.REASONING_TOKENS) > 0))
                .isBetween(0.02, 0.3);
        assertThat(share(call -> call.reading() instanceof UsageReading.Estimated))
                .isBetween(0.001, 0.01);
        assertThat(share(call -> !call.reading().parts().isEmpty())).isBetween(0.002, 0.03);
        assertThat(share(UsageRecord::isFree)).isBetween(0.001, 0.01);
        assertThat(share(call -> call.attribution().keyId() != null)).isBetween(0.4, 0.95);
        assertThat(share(call -> call.attribution().tags().values().containsKey("team")))
                .isBetween(0.55, 0.65);
        assertThat(share(call -> call.attribution().tags().values().containsKey("customer")))
                .isBetween(0.1, 0.45);
        assertThat(share(call -> call.trace().providerRequestId() != null)).isGreaterThan(0.99);
        assertThat(count(call -> call.attribution().endpoint())).hasSizeGreaterThanOrEqualTo(10);
        assertThat(count(UsageRecord::serviceTier)).hasSize(4);
    }

    /** As of log-normal figures, the mean of the token counts of a feature lies above their median. */
    @Test
    void tokenCountsLeanToTheRight() {
        long[] input = RECORDS.stream()
                .filter(call -> call.attribution().endpoint().value().equals("classify_ticket"))
                .filter(call -> call.quantities().inputTokens() > 0)
                .mapToLong(call -> call.quantities().inputTokens())
                .sorted()
                .toArray();
        double mean = Arrays.stream(input).average().orElseThrow();

        assertThat(input[input.length / 2]).isBetween(850L, 950L);
        assertThat(mean / input[input.length / 2]).isBetween(1.1, 1.25);
    }

    private static List<UsageRecord> all(UsagePlan plan, int batchSize) {
        return all(new UsageGenerator(plan, id -> Optional.of(EMPTY), batchSize));
    }

    private static List<UsageRecord> all(UsageGenerator generator) {
        List<UsageRecord> records = new ArrayList<>();
        generator.forEachRemaining(records::addAll);
        return records;
    }

    private static Set<UsageRecordId> ids(List<UsageRecord> records) {
        return records.stream().map(UsageRecord::id).collect(Collectors.toSet());
    }

    private static boolean isOf(String organization, UsageRecord call) {
        return call.attribution().organizationId().value().equals(organization);
    }

    private static int hour(UsageRecord call) {
        return call.createdAt().atZone(UsagePlan.ZONE).getHour();
    }

    private static LocalDate day(UsageRecord call) {
        return LocalDate.ofInstant(call.createdAt(), UsagePlan.ZONE);
    }

    private static <K> Map<K, Long> count(Function<UsageRecord, K> by) {
        return RECORDS.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }

    private static double share(Predicate<UsageRecord> of) {
        return RECORDS.stream().filter(of).count() / (double) CALLS;
    }
}
