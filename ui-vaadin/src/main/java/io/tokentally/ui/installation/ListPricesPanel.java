package io.tokentally.ui.installation;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.ListPricesChange;
import io.tokentally.domain.pricing.ListPricesInForce;
import io.tokentally.domain.pricing.ListPricesInForce.Origin;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.pricing.PriceMapUpload;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Panel;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** Says which list prices count and where they are from, and takes another file or withdraws it. */
class ListPricesPanel extends Panel {

    private static final int SHORT_DIGEST = 12;
    private static final int MAX_NAMED = 8;

    private final InstallationServices services;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph facts = new Paragraph();
    private final Button withdraw =
            new Button(I18NProvider.translate("installation.prices.withdraw"), event -> askToWithdraw());

    ListPricesPanel(InstallationServices services) {
        super(I18NProvider.translate("installation.prices"), "tt-list-prices");
        this.services = services;
        Paragraph explanation = new Paragraph(getTranslation("installation.prices.text"));
        explanation.addClassName("tt-times");
        facts.getElement().setAttribute("role", "status");
        withdraw.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        add(explanation, facts, message, new PriceMapUpload(this::askToReplace, message::show), withdraw);
    }

    void reload() {
        services.attempt(message, () -> show(services.listPrices().inForce(services.session())));
    }

    /** Asks with what would change, since a file that leaves models out leaves their calls without a price. */
    private void askToReplace(String name, byte[] content) {
        services.attempt(message, () -> {
            ListPricesChange change = services.listPrices().preview(services.session(), name, content);
            boolean losesPrices = !change.withoutPrice().isEmpty();
            Confirmation confirmation = new Confirmation(
                    getTranslation("installation.prices.replace.ask", name),
                    losesPrices
                            ? getTranslation(
                                    "installation.prices.replace.loses",
                                    change.versions(),
                                    change.models(),
                                    change.withoutPrice().size(),
                                    firstOf(change))
                            : getTranslation("installation.prices.replace.text", change.versions(), change.models()),
                    getTranslation("installation.prices.replace"),
                    () -> replace(name, content));
            (losesPrices ? confirmation.ofLoss() : confirmation).open();
        });
    }

    private static String firstOf(ListPricesChange change) {
        String named = change.withoutPrice().stream()
                .limit(MAX_NAMED)
                .map(ModelName::value)
                .collect(Collectors.joining(", "));
        return change.withoutPrice().size() > MAX_NAMED ? named + ", …" : named;
    }

    private void replace(String name, byte[] content) {
        services.freshSignIn()
                .run(() -> services.attempt(message, () -> {
                    show(services.listPrices().replace(services.session(), name, content));
                    Notification.show(getTranslation("installation.prices.replaced"));
                }));
    }

    private void askToWithdraw() {
        new Confirmation(
                        getTranslation("installation.prices.withdraw.ask"),
                        getTranslation("installation.prices.withdraw.text"),
                        getTranslation("installation.prices.withdraw"),
                        () -> services.freshSignIn().run(this::withdraw))
                .ofLoss()
                .open();
    }

    private void withdraw() {
        services.attempt(message, () -> {
            show(services.listPrices().withdraw(services.session()));
            Notification.show(getTranslation("installation.prices.withdrawn"));
        });
    }

    private void show(ListPricesInForce inForce) {
        facts.setText(getTranslation(
                "installation.prices.facts." + inForce.origin(),
                inForce.origin() == Origin.BUILT_IN ? inForce.place() : inForce.file(),
                inForce.versions(),
                formatDate(inForce.loadedAt().truncatedTo(ChronoUnit.MINUTES), BrowserZone.current()),
                inForce.sha256()
                        .substring(0, Math.min(SHORT_DIGEST, inForce.sha256().length()))));
        withdraw.setVisible(inForce.origin() == Origin.UPLOADED);
    }
}
