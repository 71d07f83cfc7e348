package io.tokentally.ui.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.text.ChosenName;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.FieldErrors;
import io.tokentally.ui.form.InlineAlert;
import java.time.Duration;
import java.util.Set;

/** Asks what API token is wanted, and makes it. */
class NewTokenDialog extends Dialog {

    /** How long a token is good for. */
    enum Lifetime {
        WEEK(7),
        MONTH(30),
        QUARTER(90),
        YEAR(365);

        private final Duration duration;

        Lifetime(int days) {
            this.duration = Duration.ofDays(days);
        }
    }

    private final TokenServices services;
    private final transient Runnable onMade;
    private final InlineAlert message = new InlineAlert();
    private final TextField name = new TextField(getTranslation("account.tokens.new.name"));
    private final CheckboxGroup<Scope> scopes = new CheckboxGroup<>(getTranslation("account.tokens.new.scopes"));
    private final Select<Lifetime> lifetime = new Select<>();

    NewTokenDialog(TokenServices services, Runnable onMade) {
        this.services = services;
        this.onMade = onMade;
        setHeaderTitle(getTranslation("account.tokens.new"));
        addClassName("tt-dialog");
        name.setMaxLength(ApiToken.MAX_NAME_LENGTH);
        name.setRequiredIndicatorVisible(true);
        name.setManualValidation(true);
        name.setHelperText(getTranslation("account.tokens.new.name.help"));
        name.setAutofocus(true);
        name.addValueChangeListener(event -> name.setInvalid(false));
        scopes.setItems(services.scopes());
        scopes.setItemLabelGenerator(scope -> getTranslation("account.tokens.scope." + scope));
        scopes.setItemHelperGenerator(scope -> getTranslation("account.tokens.scope.help." + scope));
        scopes.setManualValidation(true);
        scopes.addValueChangeListener(event -> scopes.setInvalid(false));
        lifetime.setLabel(getTranslation("account.tokens.new.lifetime"));
        lifetime.setItems(Lifetime.values());
        lifetime.setItemLabelGenerator(item -> getTranslation("account.tokens.new.lifetime." + item));
        lifetime.setValue(Lifetime.QUARTER);
        Paragraph where = new Paragraph(services.organizationName()
                .map(organization -> getTranslation("account.tokens.new.in", VisibleText.of(organization)))
                .orElse(""));
        where.addClassName("tt-times");
        Div form = new Div(message, where, name, scopes, lifetime);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("account.tokens.new.submit"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickShortcut(Key.ENTER).listenOn(name).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
        DraftGuard.guard(this);
    }

    private void submit() {
        Set<Scope> chosen = scopes.getValue();
        FieldErrors errors = new FieldErrors();
        errors.check(
                ChosenName.isAcceptable(name.getValue(), ApiToken.MAX_NAME_LENGTH),
                name,
                getTranslation("account.tokens.new.name.required"));
        errors.check(!chosen.isEmpty(), scopes, getTranslation("account.tokens.new.scopes.required"));
        if (errors.none()) {
            services.freshSignIn().run(() -> services.attempt(message, () -> make(chosen)));
        }
    }

    private void make(Set<Scope> chosen) {
        NewApiToken wanted = new NewApiToken(
                name.getValue(), chosen, services.clock().instant().plus(lifetime.getValue().duration));
        OrganizationId organizationId = chosen.contains(Scope.METRICS)
                ? null
                : services.viewer().map(Viewer::organizationId).orElse(null);
        ApiTokenSecret secret = services.tokens().make(services.session(), organizationId, wanted);
        close();
        onMade.run();
        new IssuedTokenDialog(wanted.name(), secret).open();
    }
}
