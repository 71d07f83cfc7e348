package io.tokentally.ui.alert;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.application.port.in.alert.ManageAlertsUseCase.ChannelDraft;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.InlineAlert;
import org.jspecify.annotations.Nullable;

/** Takes in where alerts are told, and tries it. */
final class ChannelDialog extends Dialog {

    private final AlertServices services;
    private final @Nullable AlertChannelId id;
    private final Runnable onSaved;
    private final InlineAlert message = new InlineAlert();
    private final TextField name = new TextField(getTranslation("alerts.channel.name"));
    private final Select<ChannelType> type = new Select<>();
    private final TextField address = new TextField();
    private final PasswordField signingKey = new PasswordField(getTranslation("alerts.channel.key"));
    private final Select<AlertState> minimum = new Select<>();
    private final MultiSelectComboBox<AlertKind> kinds =
            new MultiSelectComboBox<>(getTranslation("alerts.channel.kinds"));
    private final IntegerField renotify = new IntegerField(getTranslation("alerts.channel.renotify"));
    private final Checkbox enabled = new Checkbox(getTranslation("alerts.channel.enabled"), true);

    /** @param channel that is changed; none for a new one */
    ChannelDialog(AlertServices services, @Nullable AlertChannel channel, Runnable onSaved) {
        this.services = services;
        this.id = channel == null ? null : channel.id();
        this.onSaved = onSaved;
        setHeaderTitle(getTranslation(channel == null ? "alerts.channels.add" : "alerts.channel.change"));
        addClassName("tt-dialog");
        setUpFields();
        if (channel != null) {
            fill(channel);
        }
        showFieldsOfType();
        Div form = new Div(message, name, type, address, signingKey, minimum, kinds, renotify, enabled);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button test = new Button(getTranslation("alerts.channel.test"), clicked -> test());
        Button save = new Button(getTranslation("alerts.channel.save"), clicked -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, test, save);
        DraftGuard.guard(this);
    }

    private void setUpFields() {
        name.setAutofocus(true);
        name.setMaxLength(AlertChannel.MAX_NAME_LENGTH);
        type.setLabel(getTranslation("alerts.channel.type"));
        type.setItems(ChannelType.values());
        type.setItemLabelGenerator(each -> getTranslation("alerts.type." + each.code()));
        type.setValue(ChannelType.EMAIL);
        type.addValueChangeListener(changed -> showFieldsOfType());
        // No browser shall offer to keep it.
        signingKey.getElement().setAttribute("autocomplete", "off");
        minimum.setLabel(getTranslation("alerts.channel.minimum"));
        minimum.setItems(AlertState.values());
        minimum.setItemLabelGenerator(AlertTexts::state);
        minimum.setValue(AlertState.WARNING);
        kinds.setItems(AlertKind.KNOWN);
        kinds.setItemLabelGenerator(AlertTexts::kind);
        kinds.setPlaceholder(getTranslation("alerts.channel.all-kinds"));
        renotify.setMin(1);
        renotify.setMax(AlertChannel.MAX_RENOTIFY_HOURS);
        renotify.setHelperText(getTranslation("alerts.channel.renotify.help"));
    }

    private void fill(AlertChannel channel) {
        name.setValue(channel.name());
        type.setValue(channel.type());
        if (!channel.type().isHook()) {
            address.setValue(channel.address());
        } else {
            address.setPlaceholder(getTranslation("alerts.channel.unchanged", channel.address()));
            signingKey.setPlaceholder(getTranslation("alerts.channel.unchanged.key"));
        }
        minimum.setValue(channel.minimum());
        kinds.setValue(channel.kinds());
        renotify.setValue(channel.renotifyHours());
        enabled.setValue(channel.enabled());
    }

    private void showFieldsOfType() {
        boolean isMail = type.getValue() == ChannelType.EMAIL;
        address.setLabel(getTranslation(isMail ? "alerts.channel.mail" : "alerts.channel.url"));
        address.setHelperText(isMail ? null : getTranslation("alerts.channel.url.help"));
        signingKey.setVisible(type.getValue() == ChannelType.WEBHOOK);
        signingKey.setHelperText(getTranslation("alerts.channel.key.help"));
    }

    private ChannelDraft draft() {
        return new ChannelDraft(
                name.getValue(),
                type.getValue(),
                address.getValue(),
                signingKey.getValue(),
                enabled.getValue(),
                minimum.getValue(),
                kinds.getValue(),
                renotify.getValue());
    }

    private void save() {
        if (services.attempt(message, () -> {
            var unused = services.management().save(services.viewer(), id, draft());
        })) {
            signingKey.clear();
            close();
            onSaved.run();
        }
    }

    /** Whoever is called may take their time: the page does not wait for them. */
    private void test() {
        Viewer viewer = services.viewer();
        ChannelDraft tried = draft();
        message.confirm(getTranslation("alerts.channel.testing"));
        services.work()
                .run(
                        UI.getCurrentOrThrow(),
                        () -> services.management().test(viewer, id, tried),
                        this::tested,
                        failure -> services.show(message, failure));
    }

    private void tested(DeliveryOutcome outcome) {
        if (outcome.failure() == null) {
            message.confirm(getTranslation("alerts.channel.test.arrived"));
        } else {
            message.show(getTranslation(
                    "alerts.channel.test.failed",
                    AlertTexts.failure(outcome.failure().code(), outcome.status())));
        }
    }
}
