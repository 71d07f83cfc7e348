package io.tokentally.ui.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.ui.text.ServerText;
import java.util.function.Consumer;

/** Takes the code that turns the second factor off. */
final class TurnOffFactorDialog extends Dialog {

    private final CodeField code = new CodeField(getTranslation("factor.code.or-recovery"));
    private final transient Consumer<String> turnOff;

    TurnOffFactorDialog(Consumer<String> turnOff) {
        this.turnOff = turnOff;
        setHeaderTitle(getTranslation("factor.off.title"));
        addClassName("tt-dialog");
        Div form = new Div(new Paragraph(getTranslation("factor.off.text")), code);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("factor.off"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        submit.addClickShortcut(Key.ENTER).listenOn(code).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
    }

    private void submit() {
        try {
            turnOff.accept(code.getValue());
        } catch (SecondFactorRefusedException | FreshSignInRequiredException e) {
            code.refuse(ServerText.of(e));
            return;
        }
        close();
    }
}
