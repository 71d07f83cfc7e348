package io.tokentally.ui.usage.frame;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ListPeopleUseCase;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.report.ManageTagDimensionsUseCase;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.application.port.in.usage.WatchUsageUseCase;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** All that usage is looked at with, on behalf of whoever is signed in. */
public record UsageServices(
        ReportUsageUseCase reports,
        ListCallsUseCase calls,
        FollowExportUseCase exports,
        ListPeopleUseCase people,
        ManageKeysUseCase keys,
        ManageCalendarUseCase calendar,
        ManageTagDimensionsUseCase tags,
        SavedViews views,
        WatchUsageUseCase notifications,
        CurrentViewer currentViewer,
        Clock clock) {

    public Viewer viewer() {
        return currentViewer.viewer();
    }

    public Instant now() {
        return clock.instant();
    }

    public List<Tag> declaredTags() {
        return tags.dimensions(viewer()).stream().map(TagDimension::tag).toList();
    }

    public Report report(ShownUsage usage, ReportQuery query) {
        return reports.report(usage.viewer(), query);
    }

    /**
     * Which days the query is about now, and what people and keys are called.
     *
     * @param ofBrowser by whose clocks days begin until an owner says otherwise
     */
    public ShownUsage look(UsageQuery query, ZoneId ofBrowser) {
        Viewer viewer = viewer();
        ReportingCalendar organizations = calendar.calendar(viewer);
        Instant now = now();
        return new ShownUsage(
                viewer,
                query,
                query.period().period(now, organizations.zoneOr(ofBrowser), organizations.firstDayOfWeek()),
                now,
                people.people(viewer).stream()
                        .collect(Collectors.toMap(person -> person.userId().value(), Person::displayName)),
                keys.keys(viewer).stream()
                        .collect(Collectors.toMap(key -> key.id().toString(), UsageServices::nameOf)));
    }

    private static String nameOf(VirtualKey key) {
        return "%s (%s…)".formatted(key.name(), key.prefix());
    }
}
