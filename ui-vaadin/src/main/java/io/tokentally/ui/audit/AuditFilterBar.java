package io.tokentally.ui.audit;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.ui.text.ReaderLocale;
import java.text.Collator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Narrows the audit log down, by action, person, period and text. */
public final class AuditFilterBar extends Div {

    /** The last days, today included. */
    enum Span {
        TODAY(1),
        WEEK(7),
        MONTH(30),
        YEAR(365);

        private final int days;

        Span(int days) {
            this.days = days;
        }
    }

    private final ComboBox<AuditAction> action = new ComboBox<>();
    private final ComboBox<Person> person = new ComboBox<>();
    private final Select<Span> span = new Select<>();
    private final TextField text = new TextField();
    private Clock clock = Clock.systemUTC();
    private ZoneId zone = ZoneId.of("UTC");

    /** @param onChange learns of each filter that a person sets */
    public AuditFilterBar(Consumer<AuditFilter> onChange) {
        addClassName("tt-filters");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("audit.filters"));
        action.setAriaLabel(getTranslation("audit.filter.action"));
        action.setPlaceholder(getTranslation("audit.filter.action.all"));
        action.setItemLabelGenerator(ActionText::of);
        action.setClearButtonVisible(true);
        action.addValueChangeListener(event -> tell(event.isFromClient(), onChange));
        person.setAriaLabel(getTranslation("audit.filter.person"));
        person.setPlaceholder(getTranslation("audit.filter.person.all"));
        person.setItemLabelGenerator(Person::displayName);
        person.setClearButtonVisible(true);
        person.addValueChangeListener(event -> tell(event.isFromClient(), onChange));
        span.setAriaLabel(getTranslation("audit.filter.span"));
        span.setPlaceholder(getTranslation("audit.filter.span.all"));
        span.setEmptySelectionAllowed(true);
        span.setEmptySelectionCaption(getTranslation("audit.filter.span.all"));
        span.setItems(Span.values());
        span.setItemLabelGenerator(
                item -> getTranslation(item == null ? "audit.filter.span.all" : "audit.filter.span." + item));
        span.addClassName("tt-unset");
        span.addValueChangeListener(event -> {
            span.setClassName("tt-unset", event.getValue() == null);
            tell(event.isFromClient(), onChange);
        });
        text.setAriaLabel(getTranslation("audit.filter.text"));
        text.setPlaceholder(getTranslation("audit.filter.text"));
        text.setClearButtonVisible(true);
        text.setMaxLength(AuditFilter.MAX_TEXT);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(event -> tell(event.isFromClient(), onChange));
        add(action, person, span, text);
    }

    /** Offers the actions and the people, none of whom hides the choice of a person. */
    public void show(List<AuditAction> actions, List<Person> members, Clock now, ZoneId inZone) {
        clock = now;
        zone = inZone;
        AuditAction chosenAction = action.getValue();
        Person chosenPerson = person.getValue();
        action.setItems(actions.stream()
                .sorted(Comparator.comparing(ActionText::of, Collator.getInstance(ReaderLocale.current())))
                .toList());
        person.setItems(members);
        person.setVisible(!members.isEmpty());
        action.setValue(chosenAction != null && actions.contains(chosenAction) ? chosenAction : null);
        person.setValue(chosenPerson != null && members.contains(chosenPerson) ? chosenPerson : null);
    }

    public void clear() {
        action.clear();
        person.clear();
        span.clear();
        text.clear();
    }

    public AuditFilter filter() {
        return new AuditFilter(
                action.getValue() == null ? null : action.getValue().name(),
                null,
                null,
                person.getValue() == null ? null : person.getValue().userId().value(),
                from(span.getValue()),
                null,
                text.getValue().isBlank() ? null : text.getValue().strip());
    }

    private @Nullable Instant from(@Nullable Span chosen) {
        return chosen == null
                ? null
                : LocalDate.ofInstant(clock.instant(), zone)
                        .minusDays(chosen.days - 1L)
                        .atStartOfDay(zone)
                        .toInstant();
    }

    private void tell(boolean fromPerson, Consumer<AuditFilter> onChange) {
        if (fromPerson) {
            onChange.accept(filter());
        }
    }
}
