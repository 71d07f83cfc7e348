package io.tokentally.ui.people;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.domain.access.AccessDenied;
import io.tokentally.domain.access.MembershipRefused;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.ui.form.Message;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks who is to be added, and adds them. What is wrong is said here, beside what was typed. */
class AddMemberDialog extends Dialog {

    private static final Logger LOG = LoggerFactory.getLogger(AddMemberDialog.class);

    /** What any e-mail address looks like, and a host without dots may have one, too. */
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final ManageMembersUseCase management;
    private final CurrentViewer currentViewer;
    private final BiConsumer<String, Optional<String>> onAdded;
    private final TextField login = field("people.email");
    private final TextField name = field("people.name");
    private final RoleSelect role = new RoleSelect(Role.MEMBER);
    private final Message message = new Message();

    /** @param onAdded takes the name and, for a new account, the one-time password */
    AddMemberDialog(
            ManageMembersUseCase management,
            CurrentViewer currentViewer,
            BiConsumer<String, Optional<String>> onAdded) {
        this.management = management;
        this.currentViewer = currentViewer;
        this.onAdded = onAdded;
        setHeaderTitle(getTranslation("people.add"));
        addClassName("tt-dialog");
        login.getElement().setAttribute("autocapitalize", "none").setAttribute("autocomplete", "off");
        login.setAutofocus(true);
        role.setLabel(getTranslation("people.role"));
        role.setHelperText(getTranslation("people.role.rule"));
        Div form = new Div(message, login, name, role);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("people.add.submit"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickShortcut(Key.ENTER).listenOn(login, name).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
    }

    private TextField field(String key) {
        TextField field = new TextField(getTranslation(key));
        field.setMaxLength(Person.MAX_LOGIN_LENGTH);
        field.setRequiredIndicatorVisible(true);
        field.setManualValidation(true);
        field.addValueChangeListener(event -> field.setInvalid(false));
        return field;
    }

    private void submit() {
        message.clear();
        if (!ADDRESS.matcher(login.getValue().strip()).matches()) {
            refuse(login, "people.email.required");
        } else if (name.getValue().isBlank()) {
            refuse(name, "people.name.required");
        } else {
            add();
        }
    }

    private void add() {
        try {
            Optional<String> oneTimePassword =
                    management.add(currentViewer.viewer(), login.getValue(), name.getValue(), role.getValue());
            close();
            onAdded.accept(name.getValue().strip(), oneTimePassword);
        } catch (MembershipRefused | AccessDenied e) {
            message.show(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            LOG.debug("An account cannot be named so", e);
            message.show(getTranslation("people.add.wrong"));
        } catch (RuntimeException e) {
            LOG.error("A member could not be added", e);
            message.show(getTranslation("people.problem"));
        }
    }

    private void refuse(TextFieldBase<?, ?> field, String key) {
        field.setErrorMessage(getTranslation(key));
        field.setInvalid(true);
        field.focus();
    }
}
