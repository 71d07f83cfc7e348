package io.tokentally.ui.organization;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.BrowserWeek;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Panel;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.format.TextStyle;

/** By whose clocks days begin, and on which weeks do: until an owner says so, what the browser lives by is proposed. */
class CalendarPanel extends Panel {

    private static final String WIDTH = "22em";

    private final transient OrganizationServices services;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph state = new Paragraph();
    private final ComboBox<String> zone = new ComboBox<>();
    private final Select<DayOfWeek> firstDay = new Select<>();
    private final Button save = new Button(getTranslation("people.calendar.save"), event -> save());

    CalendarPanel(OrganizationServices services) {
        super(I18NProvider.translate("people.calendar"), "tt-calendar");
        this.services = services;
        state.addClassName("tt-times");
        zone.setWidth(WIDTH);
        zone.setMaxWidth("100%");
        zone.setLabel(getTranslation("people.calendar.zone"));
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        firstDay.setLabel(getTranslation("people.calendar.first-day"));
        firstDay.setWidth(WIDTH);
        firstDay.setMaxWidth("100%");
        firstDay.setItems(DayOfWeek.values());
        firstDay.setItemLabelGenerator(this::name);
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Div form = new Div(message, state, zone, firstDay, save);
        form.addClassName("tt-form");
        add(form);
    }

    void reload() {
        boolean owner = services.isOwners();
        zone.setReadOnly(!owner);
        firstDay.setReadOnly(!owner);
        save.setVisible(owner);
        services.attempt(message, () -> {
            ReportingCalendar known = services.calendar().calendar(services.viewer());
            state.setText(
                    known.isConfirmed()
                            ? getTranslation(
                                    "people.calendar.confirmed", known.zone().getId(), name(known.firstDayOfWeek()))
                            : getTranslation("people.calendar.proposed"));
            zone.setValue(known.zoneOr(BrowserZone.current()).getId());
            firstDay.setValue(known.isConfirmed() ? known.firstDayOfWeek() : BrowserWeek.firstDay());
        });
    }

    private String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL_STANDALONE, getLocale());
    }

    private void save() {
        String wanted = zone.getValue();
        if (wanted == null) {
            message.show(getTranslation("people.calendar.missing"));
            return;
        }
        DayOfWeek day = firstDay.getValue();
        if (services.attempt(message, () -> services.calendar().change(services.viewer(), wanted, day))) {
            reload();
            Notification.show(getTranslation("people.calendar.saved", wanted, name(day)));
        }
    }
}
