package io.tokentally.ui.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.PasswordField;
import io.tokentally.application.port.in.access.ChangePasswordUseCase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.ui.form.FieldErrors;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.text.ServerText;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the password of now and twice the one to come. */
class PasswordForm extends Section {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordForm.class);

    private final ChangePasswordUseCase passwords;
    private final CurrentViewer currentViewer;
    private final Runnable onChange;
    private final PasswordField current = field("current", "current-password");
    private final PasswordField fresh = field("new", "new-password");
    private final PasswordField repeated = field("repeated", "new-password");
    private final List<PasswordField> fields = List.of(current, fresh, repeated);
    private final InlineAlert message = new InlineAlert();

    PasswordForm(ChangePasswordUseCase passwords, CurrentViewer currentViewer, Runnable onChange) {
        this.passwords = passwords;
        this.currentViewer = currentViewer;
        this.onChange = onChange;
        addClassNames("tt-panel", "tt-form");
        getElement().setAttribute("aria-label", getTranslation("account.password"));
        fresh.setHelperText(getTranslation("account.new.rule", NewPassword.MIN_LENGTH));
        // Whoever may do anything else begins with the page, where its keys work.
        fresh.setAutofocus(currentViewer.mustChangePassword());
        Button save = new Button(getTranslation("account.save"), event -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER).listenOn(current, fresh, repeated).resetFocusOnActiveElement();
        // Whoever has just signed in with a one-time password is not asked for it a second time.
        current.setVisible(!currentViewer.mustChangePassword());
        add(new H2(getTranslation("account.password")), message, current, fresh, repeated, save);
    }

    private PasswordField field(String name, String autocomplete) {
        PasswordField field = new PasswordField(getTranslation("account." + name));
        field.getElement().setAttribute("autocomplete", autocomplete);
        field.setManualValidation(true);
        field.setRequiredIndicatorVisible(true);
        field.addValueChangeListener(event -> field.setInvalid(false));
        return field;
    }

    private void save() {
        message.clear();
        fields.forEach(field -> field.setInvalid(false));
        FieldErrors errors = new FieldErrors();
        errors.check(!current.isVisible() || !current.isEmpty(), current, getTranslation("account.current.required"));
        Optional<NewPassword> wanted = newPassword(errors);
        errors.check(
                fresh.getValue().equals(repeated.getValue()), repeated, getTranslation("account.repeated.differs"));
        if (errors.none()) {
            wanted.ifPresent(this::change);
        }
    }

    private Optional<NewPassword> newPassword(FieldErrors errors) {
        try {
            NewPassword wanted = new NewPassword(fresh.getValue());
            errors.check(!wanted.value().equals(current.getValue()), fresh, getTranslation("account.new.same"));
            return Optional.of(wanted);
        } catch (PasswordRefusedException e) {
            errors.check(false, fresh, ServerText.of(e));
            return Optional.empty();
        }
    }

    private void change(NewPassword wanted) {
        Session session = currentViewer.session();
        try {
            passwords.change(
                    session, session.limit() == SessionLimit.PASSWORD_CHANGE ? null : current.getValue(), wanted);
        } catch (PasswordRefusedException e) {
            new FieldErrors().check(false, current, ServerText.of(e));
            return;
        } catch (RuntimeException e) {
            LOG.error("A password could not be changed", e);
            message.show(getTranslation("account.problem"));
            return;
        }
        BrowserSession.renew();
        fields.forEach(PasswordField::clear);
        current.setVisible(true);
        message.confirm(getTranslation("account.changed"));
        onChange.run();
    }
}
