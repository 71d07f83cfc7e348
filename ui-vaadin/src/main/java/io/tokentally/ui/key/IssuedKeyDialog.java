package io.tokentally.ui.key;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.form.CopyableCode;
import io.tokentally.ui.form.SecretText;
import io.tokentally.ui.report.FirstCall;
import io.tokentally.ui.report.FirstCallServices;
import java.util.Map;

/** Shows a key the only time it can be shown, what changes in a program that calls with it, and the first call when it comes. */
class IssuedKeyDialog extends Dialog {

    IssuedKeyDialog(IssuedKey issued, GatewayAddress gateway, FirstCallServices calls) {
        setHeaderTitle(
                getTranslation("keys.issued.title", VisibleText.of(issued.key().name())));
        addClassNames("tt-dialog", "tt-issued-key");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        add(
                new SecretText("tt-issued-key", issued.secret().value()),
                new Paragraph(getTranslation("keys.issued.change")));
        gateway.upstreams().forEach(upstream -> addExample(upstream, gateway.url(upstream)));
        gateway.exampleCall(issued.secret().value()).ifPresent(call -> add(new CopyableCode("curl", call)));
        String id = issued.key().id().toString();
        add(new FirstCall(
                calls, CallFilter.ALL.with(Attribute.KEY, id), QueryParameters.simple(Map.of("key", id, "days", "7"))));
        Button done = new Button(getTranslation("people.password.done"), event -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    /** What a client of the protocol is made with; where none is known, the address alone. */
    private void addExample(ReachableUpstream upstream, String url) {
        Provider protocol = upstream.protocol();
        String name = upstream.name().value();
        if (protocol.equals(Provider.OPENAI)) {
            add(new CopyableCode("Python, " + name, "client = OpenAI(base_url=\"%s\", api_key=KEY)".formatted(url)));
        } else if (protocol.equals(Provider.ANTHROPIC)) {
            add(new CopyableCode("Python, " + name, "client = Anthropic(base_url=\"%s\", api_key=KEY)".formatted(url)));
        } else {
            add(new CopyableCode(name, url));
        }
    }
}
