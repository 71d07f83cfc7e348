package io.tokentally.ui.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.access.ConfirmSignInUseCase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.text.ServerText;

/** Asks for the password, and the code of whoever has a second factor, before rights and secrets are touched, where the sign-in is too long ago. */
public final class FreshSignIn {

    private final ConfirmSignInUseCase confirmation;
    private final CurrentViewer currentViewer;

    public FreshSignIn(ConfirmSignInUseCase confirmation, CurrentViewer currentViewer) {
        this.confirmation = confirmation;
        this.currentViewer = currentViewer;
    }

    /** Runs the action now, or once the password has been confirmed. */
    public void run(Runnable action) {
        if (!confirmation.isFresh(currentViewer.session())) {
            new PasswordDialog(action).open();
            return;
        }
        try {
            action.run();
        } catch (FreshSignInRequiredException e) {
            // The clocks of database and application differ by some seconds.
            new PasswordDialog(action).open();
        }
    }

    /** Takes the password. */
    private final class PasswordDialog extends Dialog {

        private final transient Runnable action;
        private final InlineAlert message = new InlineAlert();
        private final PasswordField password = new PasswordField(I18NProvider.translate("fresh.password"));

        private final CodeField code = new CodeField(I18NProvider.translate("factor.code.or-recovery"));

        private PasswordDialog(Runnable action) {
            this.action = action;
            setHeaderTitle(getTranslation("fresh.title"));
            addClassName("tt-dialog");
            password.setAutofocus(true);
            password.getElement().setAttribute("autocomplete", "current-password");
            Div form = new Div(message, new Paragraph(getTranslation("fresh.text")), password, code);
            code.setVisible(confirmation.asksForCode(currentViewer.session()));
            form.addClassName("tt-form");
            add(form);
            Button cancel = new Button(getTranslation("people.cancel"), event -> close());
            cancel.addThemeVariants(ButtonVariant.TERTIARY);
            Button submit = new Button(getTranslation("fresh.submit"), event -> submit());
            submit.addThemeVariants(ButtonVariant.PRIMARY);
            submit.addClickShortcut(Key.ENTER).listenOn(password, code).resetFocusOnActiveElement();
            getFooter().add(cancel, submit);
        }

        private void submit() {
            try {
                confirmation.confirm(currentViewer.session(), password.getValue(), code.getValue());
                BrowserSession.renew();
            } catch (SecondFactorRefusedException e) {
                code.clear();
                code.refuse(ServerText.of(e));
                return;
            } catch (PasswordRefusedException e) {
                message.show(ServerText.of(e));
                password.clear();
                password.focus();
                return;
            }
            close();
            action.run();
        }
    }
}
