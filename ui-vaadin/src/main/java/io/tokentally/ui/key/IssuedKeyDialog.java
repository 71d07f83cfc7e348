package io.tokentally.ui.key;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.ui.form.SecretText;

/** Shows a key the only time it can be shown, and what changes in a program that calls with it. */
class IssuedKeyDialog extends Dialog {

    IssuedKeyDialog(IssuedKey issued, String gateway) {
        setHeaderTitle(getTranslation("keys.issued.title", issued.key().name()));
        addClassNames("tt-dialog", "tt-issued-key");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        add(
                new SecretText("tt-issued-key", issued.secret().value()),
                new Paragraph(getTranslation("keys.issued.change")));
        addExample("Python, OpenAI", "client = OpenAI(base_url=\"%s/openai/v1\", api_key=KEY)".formatted(gateway));
        addExample(
                "Python, Anthropic", "client = Anthropic(base_url=\"%s/anthropic\", api_key=KEY)".formatted(gateway));
        addExample("curl", """
                curl %s/openai/v1/chat/completions \\
                  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
                  -d '{"model": "gpt-4.1-nano", "messages": [{"role": "user", "content": "Hello"}]}'\
                """.formatted(gateway));
        Button done = new Button(getTranslation("people.password.done"), event -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    private void addExample(String program, String line) {
        Pre code = new Pre(line);
        code.getElement().setAttribute("tabindex", "0");
        add(new H3(program), code);
    }
}
