package io.tokentally.application.service.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.application.port.out.summary.LedgerMonitor;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchLedgerServiceTest {

    private static final RollupDrift DRIFT = new RollupDrift("usage_days", "2026-11-28", "[1]", "[2]");

    private final List<String> compared = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private List<RollupDrift> drift = List.of();
    private boolean isBusy;

    private final FakeUpkeep upkeep = new FakeUpkeep();
    private final WatchLedgerService service = new WatchLedgerService(
            new CheckLedgerService(upkeep),
            upkeep,
            new FakeMonitor(),
            Clock.fixed(Instant.parse("2026-11-29T02:00:00Z"), ZoneOffset.UTC));

    @Test
    void theLastWholeDaysOfEachOrganizationAreCompared() {
        assertThat(service.watch(() -> compared.add("rest"))).isTrue();

        assertThat(compared)
                .containsExactly(
                        "acme 2026-11-26",
                        "rest",
                        "acme 2026-11-27",
                        "rest",
                        "acme 2026-11-28",
                        "rest",
                        "globex 2026-11-26",
                        "rest",
                        "globex 2026-11-27",
                        "rest",
                        "globex 2026-11-28",
                        "rest");
        assertThat(told).containsExactly("0 differ");
    }

    @Test
    void whatDiffersIsToldOfEachDayAndInAll() {
        drift = List.of(DRIFT, DRIFT);

        service.watch(() -> {});

        assertThat(told).containsExactly("acme 2026-11-28: 2", "globex 2026-11-28: 2", "4 differ");
    }

    @Test
    void oneInstanceIsAtItAfterTheOther() {
        isBusy = true;

        assertThat(service.watch(() -> {})).isFalse();

        assertThat(compared).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void whatWasBrokenOffIsNotToldAsVerified() {
        assertThatIllegalStateException()
                .isThrownBy(() -> service.watch(() -> {
                    throw new IllegalStateException("no connection");
                }));

        assertThat(told).isEmpty();
    }

    private final class FakeMonitor implements LedgerMonitor {

        @Override
        public void differs(OrganizationId organizationId, String day, int sums) {
            told.add("%s %s: %d".formatted(organizationId, day, sums));
        }

        @Override
        public void verified(long differing) {
            told.add(differing + " differ");
        }
    }

    private final class FakeUpkeep implements RollupUpkeep {

        @Override
        public List<OrganizationId> organizations() {
            return List.of(new OrganizationId("acme"), new OrganizationId("globex"));
        }

        @Override
        public List<LocalDate> days(OrganizationId organizationId) {
            return LocalDate.of(2026, 11, 1)
                    .datesUntil(LocalDate.of(2026, 11, 30))
                    .toList();
        }

        @Override
        public List<RollupDrift> drift(OrganizationId organizationId, LocalDate day) {
            compared.add(organizationId + " " + day);
            return day.equals(LocalDate.of(2026, 11, 28)) ? drift : List.of();
        }

        @Override
        public RollupMending rebuild(OrganizationId organizationId, LocalDate day) {
            throw new AssertionError("It is not for this to mend sums");
        }

        @Override
        public List<YearMonth> sealedMonths(OrganizationId organizationId) {
            return List.of();
        }

        @Override
        public boolean alone(Runnable work) {
            if (isBusy) {
                return false;
            }
            work.run();
            return true;
        }

        @Override
        public List<RollupDrift> drift(OrganizationId organizationId, YearMonth sealedMonth) {
            return List.of();
        }
    }
}
