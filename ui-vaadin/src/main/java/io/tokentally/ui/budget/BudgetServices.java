package io.tokentally.ui.budget;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ListPeopleUseCase;
import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.report.ManageTagDimensionsUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.BudgetRefusedException;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.report.RecentUsage;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.text.ServerText;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the viewer works on budgets with. */
public record BudgetServices(
        ManageBudgetsUseCase budgets,
        ManageCalendarUseCase calendar,
        ListPeopleUseCase people,
        ManageKeysUseCase keys,
        ManageTagDimensionsUseCase tags,
        RecentUsage recentUsage,
        CurrentViewer currentViewer,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetServices.class);

    Viewer viewer() {
        return currentViewer.viewer();
    }

    boolean isOwners() {
        return viewer().role() == Role.OWNER;
    }

    Instant now() {
        return clock.instant();
    }

    /** The organization's, by the browser's clocks until an owner says otherwise. */
    ReportingCalendar days() {
        ReportingCalendar days = calendar.calendar(viewer());
        return new ReportingCalendar(days.zoneOr(BrowserZone.current()), days.firstDayOfWeek(), days.isConfirmed());
    }

    /** Words for budgets, and for what is chosen as they choose. */
    public BudgetText text() {
        return new BudgetText(peopleByName(), keysByName(), days());
    }

    /** Those whom the viewer may know of, by their ids. */
    public Map<String, String> peopleByName() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Person person : people.people(viewer())) {
            names.put(person.userId().value(), VisibleText.of(person.displayName()));
        }
        return names;
    }

    /** Likewise. */
    public Map<String, String> keysByName() {
        Map<String, String> names = new LinkedHashMap<>();
        keys.keys(viewer())
                .forEach(key ->
                        names.put(key.id().toString(), "%s (%s…)".formatted(VisibleText.of(key.name()), key.prefix())));
        return names;
    }

    List<String> declaredTags() {
        return tags.dimensions(viewer()).stream()
                .map(dimension -> dimension.tag().name())
                .toList();
    }

    /** Values that calls had lately, those of the most calls first. */
    List<String> recentValues(Attribute attribute) {
        return recentUsage.by(viewer(), attribute).entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .sorted(Map.Entry.comparingByValue((one, other) -> Long.compare(other.requests(), one.requests())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Does something, and says in the message what went wrong with it: all that the core says, and nothing more. */
    boolean attempt(InlineAlert message, Runnable action) {
        message.clear();
        try {
            action.run();
            return true;
        } catch (BudgetRefusedException | AccessRefusedException e) {
            message.show(ServerText.of(e));
        } catch (RuntimeException e) {
            LOG.error("Something with budgets did not work", e);
            message.show(message.getTranslation("people.problem"));
        }
        message.scrollIntoView();
        return false;
    }
}
