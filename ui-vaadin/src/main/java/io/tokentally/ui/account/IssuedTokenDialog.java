package io.tokentally.ui.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.ui.form.SecretText;

/** Shows an API token the only time it can be shown, and how a program sends it. */
class IssuedTokenDialog extends Dialog {

    IssuedTokenDialog(String name, ApiTokenSecret secret) {
        setHeaderTitle(getTranslation("account.tokens.issued", name));
        addClassName("tt-dialog");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        Pre example = new Pre("curl -H \"Authorization: Bearer $TOKEN\" …/api/v1/usage/summary");
        example.getElement().setAttribute("tabindex", "0");
        add(
                new SecretText("tt-issued-token", secret.value()),
                new Paragraph(getTranslation("account.tokens.issued.use")),
                example);
        Button done = new Button(getTranslation("people.password.done"), event -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }
}
