package io.tokentally.ui.alert;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.ui.form.InlineAlert;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lets nobody be told for a while of alerts such as one. */
final class MuteDialog extends Dialog {

    private final AlertServices services;
    private final AlertEvent event;
    private final Runnable onMuted;
    private final InlineAlert message = new InlineAlert();
    private final RadioButtonGroup<Boolean> alike = new RadioButtonGroup<>();
    private final Select<Duration> length = new Select<>();

    MuteDialog(AlertServices services, AlertEvent event, Runnable onMuted) {
        this.services = services;
        this.event = event;
        this.onMuted = onMuted;
        setHeaderTitle(getTranslation("alerts.mute.title"));
        addClassName("tt-dialog");
        alike.setLabel(getTranslation("alerts.mute.what"));
        alike.setItems(event.subject().isEmpty() ? List.of(false) : List.of(true, false));
        alike.setItemLabelGenerator(sameSubject -> sameSubject
                ? getTranslation(
                        "alerts.mute.subject", AlertTexts.kind(event.kind()), AlertTexts.about(event.subject()))
                : getTranslation("alerts.mute.kind", AlertTexts.kind(event.kind())));
        alike.setValue(!event.subject().isEmpty());
        length.setLabel(getTranslation("alerts.mute.for"));
        length.setItems(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));
        length.setItemLabelGenerator(duration -> getTranslation("alerts.mute.hours." + duration.toHours()));
        length.setValue(Duration.ofDays(1));
        Div form = new Div(message, alike, length);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button mute = new Button(getTranslation("alerts.mute"), clicked -> mute());
        mute.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, mute);
    }

    private void mute() {
        boolean done = services.attempt(
                message,
                () -> services.management()
                        .mute(
                                services.viewer(),
                                event.kind(),
                                alike.getValue() ? event.subject() : Map.of(),
                                services.clock().instant().plus(length.getValue())));
        if (done) {
            close();
            onMuted.run();
        }
    }
}
