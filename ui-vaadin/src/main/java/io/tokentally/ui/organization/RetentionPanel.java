package io.tokentally.ui.organization;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.retention.CallRetention;
import io.tokentally.domain.retention.RetentionTerm;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** How long single calls are kept, and what has come of it. */
class RetentionPanel extends Panel {

    private final transient OrganizationServices services;
    private final InlineAlert message = new InlineAlert();
    private final Div state = new Div();
    private final IntegerField months = new IntegerField();
    private final Button save = new Button(getTranslation("people.retention.save"), event -> save());

    RetentionPanel(OrganizationServices services) {
        super(I18NProvider.translate("people.retention"), "tt-retention");
        this.services = services;
        months.setLabel(getTranslation("people.retention.field"));
        months.setHelperText(getTranslation("people.retention.field.help"));
        months.setMin(RetentionTerm.LEAST_MONTHS);
        months.setMax(RetentionTerm.MOST_MONTHS);
        months.setStepButtonsVisible(true);
        months.setWidth("22em");
        months.setMaxWidth("100%");
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Div form = new Div(message, state, months, save);
        form.addClassName("tt-form");
        add(form);
    }

    void reload() {
        months.setReadOnly(!services.isOwners());
        save.setVisible(services.isOwners());
        services.attempt(message, () -> show(services.retention().retention(services.viewer())));
    }

    private void show(CallRetention known) {
        Integer kept = known.months();
        months.setValue(kept);
        state.removeAll();
        tell(kept == null ? getTranslation("people.retention.ever") : getTranslation("people.retention.kept", kept));
        tell("people.retention.sealed", known.sealedUntil());
        tell("people.retention.removed", known.removedUntil());
    }

    private void tell(String key, @Nullable Instant until) {
        if (until != null) {
            tell(getTranslation(key, formatDate(until, ZoneOffset.UTC)));
        }
    }

    private void tell(String fact) {
        Paragraph paragraph = new Paragraph(fact);
        paragraph.addClassName("tt-times");
        state.add(paragraph);
    }

    private void save() {
        message.clear();
        Integer wanted = months.getValue();
        if (months.isInvalid()) {
            message.show(
                    getTranslation("people.retention.invalid", RetentionTerm.LEAST_MONTHS, RetentionTerm.MOST_MONTHS));
        } else if (wanted == null) {
            services.freshSignIn().run(() -> keep(null));
        } else {
            confirm(wanted);
        }
    }

    private void confirm(int wanted) {
        new Confirmation(
                        getTranslation("people.retention.confirm.title", wanted),
                        getTranslation("people.retention.confirm.text"),
                        getTranslation("people.retention.confirm"),
                        () -> services.freshSignIn().run(() -> keep(wanted)))
                .ofLoss()
                .open();
    }

    private void keep(@Nullable Integer wanted) {
        if (services.attempt(message, () -> services.retention().keepFor(services.viewer(), wanted))) {
            reload();
            Notification.show(getTranslation("people.retention.saved"));
        }
    }
}
