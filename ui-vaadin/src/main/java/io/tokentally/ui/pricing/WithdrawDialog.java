package io.tokentally.ui.pricing;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.Provenance;
import java.util.function.Consumer;

/** Takes a price, a discount or an import back, for a reason. */
class WithdrawDialog extends ActionDialog {

    private final Consumer<String> act;
    private final Runnable onDone;
    private final TextField reason = FieldParsers.requiredField("prices.version.reason", Provenance.MAX_LENGTH);

    /** @param act takes {@code what} back for the reason that it is given */
    WithdrawDialog(String what, Consumer<String> act, Runnable onDone) {
        super(I18NProvider.translate("prices.withdraw.title", what), I18NProvider.translate("prices.withdraw"));
        this.act = act;
        this.onDone = onDone;
        addToForm(new Paragraph(getTranslation("prices.withdraw.text")), reason);
    }

    @Override
    void submit() {
        act.accept(FieldParsers.required(reason, OwnRatesDialog::text, "prices.reason.required"));
        close();
        onDone.run();
    }
}
