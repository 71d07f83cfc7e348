package io.tokentally.ui.refusal;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ListPeopleUseCase;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.application.port.in.refusal.ReadStrayCallsUseCase;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.refusal.RefusedKey;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.summary.Period;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that refused calls are looked at with. */
public record RefusalServices(
        ReadRefusedCallsUseCase refusedCalls,
        ReadStrayCallsUseCase strayCalls,
        ManageKeysUseCase keys,
        ListPeopleUseCase people,
        ManageCalendarUseCase calendar,
        CurrentViewer currentViewer,
        Clock clock) {

    /** Of more groups nobody reads; the others are one more. */
    private static final int TOP = 50;

    Viewer viewer() {
        return currentViewer.viewer();
    }

    /** By whose clocks days begin: the organization's, once an owner said so. */
    ZoneId zone(ZoneId ofBrowser) {
        return calendar.calendar(viewer()).zoneOr(ofBrowser);
    }

    RefusalFigures ofOrganization(UsageScope scope, int days, ZoneId zone) {
        Viewer viewer = viewer();
        return new RefusalFigures(
                refusedCalls.report(viewer, byGroup(scope, days, zone, List.of(Dimension.REASON, Dimension.KEY))),
                refusedCalls.report(viewer, overTime(scope, days, zone)),
                refusedCalls.samples(viewer, scope),
                names(viewer));
    }

    /** Of those that are no organization's. */
    RefusalFigures ofNobody(int days, ZoneId zone) {
        return new RefusalFigures(
                strayCalls.report(
                        currentViewer.session(),
                        byGroup(UsageScope.ORGANIZATION, days, zone, List.of(Dimension.REASON))),
                strayCalls.report(currentViewer.session(), overTime(UsageScope.ORGANIZATION, days, zone)),
                strayCalls.samples(currentViewer.session()),
                Map.of());
    }

    private RefusalQuery byGroup(UsageScope scope, int days, ZoneId zone, List<Dimension> by) {
        return new RefusalQuery(scope, Period.lastDays(days, clock.instant(), zone), Grain.TOTAL, by, TOP);
    }

    private RefusalQuery overTime(UsageScope scope, int days, ZoneId zone) {
        return new RefusalQuery(
                scope, Period.lastDays(days, clock.instant(), zone), days == 1 ? Grain.HOUR : Grain.DAY, List.of(), 1);
    }

    /** Of keys by their ids, and of people by theirs. */
    private Map<String, String> names(Viewer viewer) {
        Map<String, String> names = new HashMap<>();
        names.put(RefusedKey.NO_KEY.toString(), I18NProvider.translate("refused.key.none"));
        keys.keys(viewer)
                .forEach(key -> names.put(key.id().toString(), "%s (%s…)".formatted(key.name(), key.prefix())));
        people.people(viewer).forEach(person -> names.put(person.userId().value(), person.displayName()));
        return names;
    }
}
