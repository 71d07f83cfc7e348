package io.tokentally.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.MeteredCall;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoHistoryTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 10, 12);
    private static final LocalDate SUNDAY = LocalDate.of(2026, 10, 11);
    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

    private final DemoHistory history = new DemoHistory();

    @Test
    void theSameDayAlwaysHasTheSameCalls() {
        assertThat(history.callsOn(MONDAY, LATER)).isNotEmpty().isEqualTo(new DemoHistory().callsOn(MONDAY, LATER));
    }

    @Test
    void aDayThatIsStillRunningHasTheBeginningOfItsCalls() {
        List<MeteredCall> whole = history.callsOn(MONDAY, LATER);
        Instant noon = MONDAY.atTime(12, 0).atZone(ZoneId.of("Europe/Berlin")).toInstant();

        List<MeteredCall> morning = history.callsOn(MONDAY, noon);

        assertThat(morning).isNotEmpty().hasSizeLessThan(whole.size());
        assertThat(whole).startsWith(morning.toArray(MeteredCall[]::new));
    }

    @Test
    void sundaysAreQuieterThanMondays() {
        assertThat(history.callsOn(SUNDAY, LATER))
                .hasSizeLessThan(history.callsOn(MONDAY, LATER).size() / 2);
    }

    @Test
    void ninetyDaysShowEveryPersonFailuresAndBothOrganizations() {
        List<MeteredCall> calls = Stream.iterate(MONDAY, day -> day.minusDays(1))
                .limit(90)
                .flatMap(day -> history.callsOn(day, LATER).stream())
                .toList();

        assertThat(calls).extracting(call -> call.attribution().userId()).contains(allUsers());
        assertThat(calls)
                .extracting(call -> call.attribution().organizationId())
                .contains(DemoPeople.ACME, DemoPeople.GLOBEX);
        long failures =
                calls.stream().filter(call -> !call.outcome().isSuccess()).count();
        assertThat(failures).isBetween(calls.size() / 200L, calls.size() / 20L);
    }

    @Test
    void nobodyCallsAModelThatItsProviderHasShutDown() {
        assertThat(models(LocalDate.of(2026, 10, 16)))
                .contains("gpt-4.1-nano", "gpt-5")
                .doesNotContain("gpt-6-luna");
        assertThat(models(LocalDate.of(2026, 10, 23)))
                .contains("gpt-6-luna", "gpt-5")
                .doesNotContain("gpt-4.1-nano");
        assertThat(models(LocalDate.of(2027, 1, 14)))
                .contains("gpt-6-luna", "gpt-6.1-sol")
                .doesNotContain("gpt-5", "gpt-4.1", "gpt-4.1-mini");
    }

    private List<String> models(LocalDate day) {
        return history.callsOn(day, Instant.parse("2027-02-01T00:00:00Z")).stream()
                .map(call -> call.requestedModel().value())
                .toList();
    }

    private static UserId[] allUsers() {
        return DemoPeople.POPULATION.people().stream()
                .map(person -> person.person().userId())
                .toArray(UserId[]::new);
    }
}
