package io.tokentally.ui.installation;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase.Bundles;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase.Refused;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase.Waiting;
import io.tokentally.domain.pricing.StoredBundle;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.pricing.PriceMapUpload;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.text.ServerText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says which price bundle counts and which waits, shows what that one would change, takes another, and applies it. */
class PriceBundlesPanel extends Panel {

    private static final int SHORT_DIGEST = 12;

    private final InstallationServices services;
    private final Runnable onApplied;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph facts = new Paragraph();
    private final VerticalLayout waiting = new VerticalLayout();
    private final VerticalLayout refused = new VerticalLayout();

    /** @param onApplied is run when other list prices count */
    PriceBundlesPanel(InstallationServices services, Runnable onApplied) {
        super(I18NProvider.translate("installation.bundles"), "tt-price-bundles");
        this.services = services;
        this.onApplied = onApplied;
        Paragraph explanation = new Paragraph(getTranslation("installation.bundles.text"));
        explanation.addClassName("tt-times");
        facts.getElement().setAttribute("role", "status");
        waiting.setPadding(false);
        waiting.addClassName("tt-waiting-bundle");
        refused.setPadding(false);
        add(
                explanation,
                facts,
                message,
                waiting,
                new PriceMapUpload(
                        ".zip",
                        "installation.bundles.drop",
                        "installation.bundles.wrong-type",
                        this::offer,
                        message::show),
                refused);
    }

    void reload() {
        services.attempt(message, () -> show(services.bundles().bundles(services.session())));
    }

    private void offer(String name, byte[] content) {
        services.freshSignIn()
                .run(() -> services.attempt(message, () -> {
                    var unused = services.bundles().offer(services.session(), name, content);
                    show(services.bundles().bundles(services.session()));
                }));
    }

    private void show(Bundles bundles) {
        facts.setText(factsOf(bundles));
        waiting.removeAll();
        Waiting offered = bundles.waiting();
        if (offered != null) {
            showWaiting(offered);
        }
        refused.removeAll();
        for (Refused each : bundles.refused()) {
            refused.add(new Paragraph(getTranslation(
                    "installation.bundles.refused", door(each.door()), time(each.at()), VisibleText.of(each.why()))));
        }
    }

    private String factsOf(Bundles bundles) {
        StoredBundle applied = bundles.applied();
        if (applied == null) {
            return getTranslation(
                    bundles.trustedKeys().isEmpty() ? "installation.bundles.no-keys" : "installation.bundles.none");
        }
        return getTranslation(
                "installation.bundles.applied",
                applied.release().version(),
                applied.release().date().toString(),
                shortened(applied.sha256()),
                shortened(applied.key()),
                applied.appliedAt() == null ? "" : time(applied.appliedAt()),
                applied.appliedBy() == null ? "" : applied.appliedBy());
    }

    private void showWaiting(Waiting offered) {
        StoredBundle bundle = offered.bundle();
        Span title = new Span(getTranslation(
                "installation.bundles.waits",
                bundle.release().version(),
                bundle.release().date().toString(),
                shortened(bundle.sha256()),
                shortened(bundle.key()),
                door(bundle.door()),
                time(bundle.offeredAt())));
        waiting.add(title);
        if (!offered.refusal().isEmpty()) {
            waiting.add(new Paragraph(
                    getTranslation("installation.bundles.not-applicable", ServerText.of(offered.refusal()))));
            return;
        }
        Button apply = new Button(getTranslation("installation.bundles.apply"), event -> askToApply(bundle, offered));
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        waiting.add(new BundleChangesTable(offered.changes()), apply);
    }

    private void askToApply(StoredBundle bundle, Waiting offered) {
        new Confirmation(
                        getTranslation(
                                "installation.bundles.apply.ask",
                                bundle.release().version()),
                        getTranslation(
                                "installation.bundles.apply.text",
                                offered.changes().size()),
                        getTranslation("installation.bundles.apply"),
                        () -> services.freshSignIn().run(() -> apply(bundle)))
                .open();
    }

    private void apply(StoredBundle bundle) {
        services.attempt(message, () -> {
            StoredBundle applied = services.bundles().apply(services.session(), bundle.sha256());
            Notification.show(getTranslation(
                    "installation.bundles.counts", applied.release().version()));
            show(services.bundles().bundles(services.session()));
            onApplied.run();
        });
    }

    private String door(StoredBundle.Door door) {
        return getTranslation("installation.bundles.door." + door);
    }

    private static String time(Instant at) {
        return formatDate(at.truncatedTo(ChronoUnit.MINUTES), BrowserZone.current());
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(SHORT_DIGEST, digest.length()));
    }
}
