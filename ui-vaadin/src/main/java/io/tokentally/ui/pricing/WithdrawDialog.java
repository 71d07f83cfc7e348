package io.tokentally.ui.pricing;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.Provenance;

/** Takes a price or a discount back. */
class WithdrawDialog extends ActionDialog {

    private final OwnerServices services;
    private final String versionOrDiscount;
    private final Runnable onDone;
    private final TextField reason = FieldParsers.field("prices.version.reason", Provenance.MAX_LENGTH);

    WithdrawDialog(OwnerServices services, String versionOrDiscount, Runnable onDone) {
        super(
                I18NProvider.translate("prices.withdraw.title", versionOrDiscount),
                I18NProvider.translate("prices.withdraw"));
        this.services = services;
        this.versionOrDiscount = versionOrDiscount;
        this.onDone = onDone;
        addToForm(new Paragraph(getTranslation("prices.withdraw.text")), reason);
    }

    @Override
    void submit() {
        services.management()
                .withdraw(
                        services.viewer(),
                        versionOrDiscount,
                        FieldParsers.required(reason, OwnRatesDialog::text, "prices.reason.required"));
        close();
        onDone.run();
    }
}
