package io.tokentally.application.service.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.budget.BudgetMonitor;
import io.tokentally.application.port.out.budget.BudgetStandings.Nearest;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetRefusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchBudgetsServiceTest {

    private final List<Nearest> told = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();

    private final BudgetMonitor monitor = new BudgetMonitor() {
        @Override
        public void refused(OrganizationId organization, BudgetId budget, BudgetRefusal.Reason reason) {
            throw new AssertionError("Nothing is refused here");
        }

        @Override
        public void undetermined(OrganizationId organization, BudgetId budget) {
            throw new AssertionError("Nothing is refused here");
        }

        @Override
        public void standing(Nearest nearest) {
            told.add(nearest);
        }
    };

    private WatchBudgetsService service(int atMost) {
        return new WatchBudgetsService(
                wanted -> {
                    asked.add(wanted);
                    return new Nearest(List.of(), 7);
                },
                monitor,
                atMost);
    }

    @Test
    void tellsOfAsManyAsAreToBeTold() {
        service(20).watch();

        assertThat(asked).containsExactly(20);
        assertThat(told).containsExactly(new Nearest(List.of(), 7));
    }

    @Test
    void whereNoneIsToBeToldNobodyIsAsked() {
        service(0).watch();

        assertThat(asked).isEmpty();
        assertThat(told).isEmpty();
    }
}
