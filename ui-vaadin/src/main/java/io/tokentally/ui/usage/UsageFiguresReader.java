package io.tokentally.ui.usage;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ListPeopleUseCase;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.summary.SummarizeUsageUseCase;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Collectors;

/** Asks for the figures of the dashboard on behalf of whoever is signed in. */
public final class UsageFiguresReader {

    private final SummarizeUsageUseCase summaries;
    private final ListPeopleUseCase people;
    private final ManageKeysUseCase keys;
    private final ManageCalendarUseCase calendar;
    private final CurrentViewer currentViewer;
    private final Clock clock;

    public UsageFiguresReader(
            SummarizeUsageUseCase summaries,
            ListPeopleUseCase people,
            ManageKeysUseCase keys,
            ManageCalendarUseCase calendar,
            CurrentViewer currentViewer,
            Clock clock) {
        this.summaries = summaries;
        this.people = people;
        this.keys = keys;
        this.calendar = calendar;
        this.currentViewer = currentViewer;
        this.clock = clock;
    }

    Viewer viewer() {
        return currentViewer.viewer();
    }

    Instant now() {
        return clock.instant();
    }

    /** By whose clocks days begin: the organization's, once an owner said so. */
    ZoneId zone(ZoneId ofBrowser) {
        return calendar.calendar(viewer()).zoneOr(ofBrowser);
    }

    UsageFigures read(DashboardQuery query, ZoneId zone) {
        Viewer viewer = viewer();
        Period period = query.period(now(), zone);
        UsageSummary own = summaries.summarize(viewer, UsageScope.OWN, period);
        UsageSummary organization =
                viewer.seesOrganization() ? summaries.summarize(viewer, UsageScope.ORGANIZATION, period) : null;
        var names = people.people(viewer).stream().collect(Collectors.toMap(Person::userId, Person::displayName));
        var keyNames = keys.keys(viewer).stream()
                .collect(Collectors.toMap(VirtualKey::id, key -> "%s (%s…)".formatted(key.name(), key.prefix())));
        return new UsageFigures(viewer, query, own, organization, names, keyNames);
    }
}
