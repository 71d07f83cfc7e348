package io.tokentally.ui.key;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.domain.key.ReplacedKeyEnd;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.InlineAlert;
import java.util.function.Consumer;

/** Asks how long a key goes on working beside the one that replaces it, and makes that one. */
class RotateKeyDialog extends Dialog {

    private final KeyServices services;
    private final VirtualKey key;
    private final Consumer<IssuedKey> onIssued;
    private final InlineAlert message = new InlineAlert();
    private final Select<ReplacedKeyEnd> end = new Select<>();

    RotateKeyDialog(KeyServices services, VirtualKey key, Consumer<IssuedKey> onIssued) {
        this.services = services;
        this.key = key;
        this.onIssued = onIssued;
        setHeaderTitle(getTranslation("keys.rotate.title", VisibleText.of(key.name())));
        addClassName("tt-dialog");
        end.setLabel(getTranslation("keys.rotate.end"));
        end.setItems(ReplacedKeyEnd.values());
        end.setItemLabelGenerator(choice -> getTranslation("keys.rotate.end." + choice));
        end.setHelperText(getTranslation("keys.rotate.end.help"));
        end.setValue(ReplacedKeyEnd.IN_A_DAY);
        Div form = new Div(message, new Paragraph(getTranslation("keys.rotate.text")), end);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("keys.rotate"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, submit);
    }

    private void submit() {
        services.attempt(message, () -> {
            IssuedKey issued = services.keys().rotate(services.viewer(), key.id(), end.getValue());
            close();
            onIssued.accept(issued);
        });
    }
}
