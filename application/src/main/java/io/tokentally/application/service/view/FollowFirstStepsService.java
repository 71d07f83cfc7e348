package io.tokentally.application.service.view;

import io.tokentally.application.port.in.view.FollowFirstStepsUseCase;
import io.tokentally.application.port.out.access.OrganizationName;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.view.UsageViews;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.view.FirstStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.annotation.Transactional;

/** Finds out what is done by what is there; nobody has to say so. */
@Transactional(readOnly = true)
public class FollowFirstStepsService implements FollowFirstStepsUseCase {

    private static final Duration NEW = Duration.ofDays(7);
    private static final Duration EVER = Duration.ofDays(3_650);

    private final OrganizationName name;
    private final CalendarChoice calendar;
    private final ProviderKeys providerKeys;
    private final VirtualKeys virtualKeys;
    private final CallHistory calls;
    private final Budgets budgets;
    private final UsageViews views;
    private final Clock clock;

    public FollowFirstStepsService(
            OrganizationName name,
            CalendarChoice calendar,
            ProviderKeys providerKeys,
            VirtualKeys virtualKeys,
            CallHistory calls,
            Budgets budgets,
            UsageViews views,
            Clock clock) {
        this.name = name;
        this.calendar = calendar;
        this.providerKeys = providerKeys;
        this.virtualKeys = virtualKeys;
        this.calls = calls;
        this.budgets = budgets;
        this.views = views;
        this.clock = clock;
    }

    @Override
    public Optional<Set<FirstStep>> done(Viewer viewer) {
        Instant now = clock.instant();
        if (viewer.role() != Role.OWNER
                || views.areFirstStepsHidden(viewer)
                || newestCall(viewer, now.minus(NEW)).isPresent()) {
            return Optional.empty();
        }
        Set<FirstStep> done = EnumSet.noneOf(FirstStep.class);
        if (!name.find(viewer).equals(viewer.organizationId().value())) {
            done.add(FirstStep.NAME);
        }
        if (calendar.find(viewer).isConfirmed()) {
            done.add(FirstStep.TIME_ZONE);
        }
        if (providerKeys.all(viewer).stream().anyMatch(FollowFirstStepsService::works)) {
            done.add(FirstStep.PROVIDER_KEY);
        }
        if (!virtualKeys.all(viewer).isEmpty()) {
            done.add(FirstStep.KEY);
        }
        newestCall(viewer, now).ifPresent(call -> {
            done.add(FirstStep.FIRST_CALL);
            if (call.cost().unpricedReason() == null) {
                done.add(FirstStep.PRICE);
            }
        });
        if (!budgets.find(viewer).isEmpty()) {
            done.add(FirstStep.BUDGET);
        }
        return done.size() == FirstStep.values().length ? Optional.empty() : Optional.of(done);
    }

    private static boolean works(ProviderKey key) {
        ProviderKeyTest test = key.lastTest();
        return test != null && test.works();
    }

    private Optional<UsageRecord> newestCall(Viewer viewer, Instant until) {
        List<UsageRecord> newest = calls.findOlder(
                viewer, UsageScope.ORGANIZATION, TimeRange.around(until.minus(EVER), until), CallFilter.ALL, null, 1);
        return newest.stream().findFirst();
    }

    @Override
    @Transactional
    public void hide(Viewer viewer) {
        views.hideFirstSteps(viewer);
    }
}
