package io.tokentally.ui.installation;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.InvitationNotSentException;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.ui.form.AddressField;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.FieldErrors;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.text.ServerText;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks for an organization and its first owner, and makes it. */
class NewOrganizationDialog extends Dialog {

    private static final int MAX_NAME = 255;
    private static final int MAX_ID = 60;
    private static final String ID = "[a-z0-9](-?[a-z0-9])*";

    private final InstallationServices services;
    private final transient Consumer<Invited> onInvited;
    private final transient Consumer<String> onNotSent;
    private final InlineAlert message = new InlineAlert();
    private final TextField name = new TextField(getTranslation("installation.name"));
    private final TextField id = new TextField(getTranslation("installation.id"));
    private final AddressField owner = new AddressField(getTranslation("installation.first-owner"));

    /** @param onNotSent learns that the organization was made and the invitation not sent, in words */
    NewOrganizationDialog(InstallationServices services, Consumer<Invited> onInvited, Consumer<String> onNotSent) {
        this.services = services;
        this.onInvited = onInvited;
        this.onNotSent = onNotSent;
        setHeaderTitle(getTranslation("installation.new"));
        addClassName("tt-dialog");
        name.setMaxLength(MAX_NAME);
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(event -> suggestId(event.getOldValue(), event.getValue()));
        id.setMaxLength(MAX_ID);
        id.setHelperText(getTranslation("installation.id.rule"));
        for (TextField field : new TextField[] {name, id}) {
            field.setRequiredIndicatorVisible(true);
            field.setManualValidation(true);
            field.addValueChangeListener(event -> field.setInvalid(false));
        }
        Div form = new Div(message, name, id, owner);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("installation.new.submit"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickShortcut(Key.ENTER).listenOn(name, id, owner).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
        DraftGuard.guard(this);
    }

    /** As long as nobody has chosen another. */
    private void suggestId(String nameBefore, String nameNow) {
        if (id.getValue().equals(idOf(nameBefore))) {
            id.setValue(idOf(nameNow));
        }
    }

    private static String idOf(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return plain.length() > MAX_ID ? plain.substring(0, MAX_ID).replaceAll("-$", "") : plain;
    }

    private void submit() {
        message.clear();
        FieldErrors errors = new FieldErrors();
        errors.check(!name.getValue().isBlank(), name, getTranslation("installation.name.required"));
        errors.check(id.getValue().matches(ID), id, getTranslation("installation.id.rule"));
        Optional<EmailAddress> firstOwner = owner.address(errors);
        if (errors.none()) {
            firstOwner.ifPresent(this::create);
        }
    }

    private void create(EmailAddress firstOwner) {
        services.attempt(message, () -> {
            try {
                Invited invited = services.organizations()
                        .create(services.session(), new OrganizationId(id.getValue()), name.getValue(), firstOwner);
                close();
                onInvited.accept(invited);
            } catch (InvitationNotSentException e) {
                // The organization is there: nobody is to make it a second time.
                close();
                onNotSent.accept(ServerText.of(e));
            }
        });
    }
}
