package io.tokentally.ui.key;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import io.tokentally.ui.form.CopyButton;
import io.tokentally.ui.form.SecretText;

/** Shows a key the only time it can be shown, and what changes in a program that calls with it. */
class IssuedKeyDialog extends Dialog {

    IssuedKeyDialog(IssuedKey issued, GatewayAddress gateway) {
        setHeaderTitle(getTranslation("keys.issued.title", issued.key().name()));
        addClassNames("tt-dialog", "tt-issued-key");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        add(
                new SecretText("tt-issued-key", issued.secret().value()),
                new Paragraph(getTranslation("keys.issued.change")));
        gateway.upstreams().forEach(upstream -> addExample(upstream, gateway.url(upstream)));
        gateway.upstreams().stream()
                .filter(upstream -> upstream.protocol().equals(Provider.OPENAI))
                .findFirst()
                .ifPresent(upstream -> addExample("curl", """
                        curl %s/chat/completions \\
                          -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
                          -d '{"model": "gpt-6-luna", "messages": [{"role": "user", "content": "Hello"}]}'\
                        """.formatted(gateway.url(upstream))));
        Button done = new Button(getTranslation("people.password.done"), event -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    /** What a client of the protocol is made with; where none is known, the address alone. */
    private void addExample(ReachableUpstream upstream, String url) {
        Provider protocol = upstream.protocol();
        String name = upstream.name().value();
        if (protocol.equals(Provider.OPENAI)) {
            addExample("Python, " + name, "client = OpenAI(base_url=\"%s\", api_key=KEY)".formatted(url));
        } else if (protocol.equals(Provider.ANTHROPIC)) {
            addExample("Python, " + name, "client = Anthropic(base_url=\"%s\", api_key=KEY)".formatted(url));
        } else {
            addExample(name, url);
        }
    }

    private void addExample(String program, String line) {
        Pre code = new Pre(line);
        code.getElement().setAttribute("tabindex", "0");
        Span outcome = new Span();
        outcome.addClassName("tt-copied");
        CopyButton copy = new CopyButton(code, outcome);
        copy.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        copy.setAriaLabel(getTranslation("keys.issued.copy", program));
        Div heading = new Div(new H3(program), outcome, copy);
        heading.addClassName("tt-example-heading");
        add(heading, code);
    }
}
