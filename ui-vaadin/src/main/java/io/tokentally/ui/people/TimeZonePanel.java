package io.tokentally.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.calendar.ReportingZone;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Panel;
import java.time.ZoneId;

/** By whose clocks the organization's days begin: until an owner says so, what the browser lives by is proposed. */
class TimeZonePanel extends Panel {

    private final transient PeopleServices services;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph state = new Paragraph();
    private final ComboBox<String> zone = new ComboBox<>();

    TimeZonePanel(PeopleServices services) {
        super(I18NProvider.translate("people.time-zone"), "tt-time-zone");
        this.services = services;
        state.addClassName("tt-times");
        zone.setWidth("22em");
        zone.setMaxWidth("100%");
        zone.setAriaLabel(getTranslation("people.time-zone"));
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        Button save = new Button(getTranslation("people.time-zone.save"), event -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Div form = new Div(message, state, zone, save);
        form.addClassName("tt-form");
        add(form);
    }

    void reload() {
        services.attempt(message, () -> {
            ReportingZone known = services.timeZone().timeZone(services.viewer());
            state.setText(
                    known.isConfirmed()
                            ? getTranslation(
                                    "people.time-zone.confirmed", known.zone().getId())
                            : getTranslation("people.time-zone.proposed"));
            zone.setValue((known.isConfirmed() ? known.zone() : BrowserZone.current()).getId());
        });
    }

    private void save() {
        String wanted = zone.getValue();
        if (wanted == null) {
            message.show(getTranslation("people.time-zone.missing"));
            return;
        }
        if (services.attempt(message, () -> services.timeZone().change(services.viewer(), wanted))) {
            reload();
            Notification.show(getTranslation("people.time-zone.saved", wanted));
        }
    }
}
