package io.tokentally.ui.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.tokentally.domain.access.FactorSecret;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.ui.text.ServerText;
import java.util.List;
import java.util.function.Consumer;

/** Hands a secret to the person's app, and takes a code of it that shows that it is there. */
final class SetUpFactorDialog extends Dialog {

    /** Sets the second factor up by a code, and returns the recovery codes. */
    interface Confirmation {

        List<RecoveryCode> by(String code);
    }

    private final CodeField code = new CodeField(getTranslation("factor.code"));
    private final transient Confirmation confirmation;
    private final transient Consumer<List<RecoveryCode>> onSetUp;

    /** @param uri of the secret, as apps read it */
    SetUpFactorDialog(
            FactorSecret secret, String uri, Confirmation confirmation, Consumer<List<RecoveryCode>> onSetUp) {
        this.confirmation = confirmation;
        this.onSetUp = onSetUp;
        setHeaderTitle(getTranslation("factor.set-up.title"));
        addClassName("tt-dialog");
        setCloseOnOutsideClick(false);
        Code text = new Code(secret.text());
        text.setId("tt-factor-secret");
        text.getElement().setAttribute("tabindex", "0");
        Div form = new Div(
                new Paragraph(getTranslation("factor.set-up.scan")),
                new QrCode(uri, getTranslation("factor.set-up.picture")),
                new Paragraph(getTranslation("factor.set-up.type")),
                text,
                code);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("factor.set-up.submit"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickShortcut(Key.ENTER).listenOn(code).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
    }

    private void submit() {
        List<RecoveryCode> codes;
        try {
            codes = confirmation.by(code.getValue());
        } catch (SecondFactorRefusedException | FreshSignInRequiredException e) {
            code.refuse(ServerText.of(e));
            return;
        }
        close();
        onSetUp.accept(codes);
    }
}
