package io.tokentally.ui.pricing;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.shared.Registration;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.repricing.MispricedCalls;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.shell.Polling;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The organization's repricings; it looks for news as long as one of them is at work. */
class RepricingsPanel extends Panel {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final OwnerServices services;
    private final ZoneId zone;
    private final InlineAlert message = new InlineAlert();
    private final Div mispriced = new Div();
    private final Div list = new Div();
    private List<Repricing> shown = List.of();
    private List<Boolean> shownAtWork = List.of();
    private @Nullable Registration polling;

    RepricingsPanel(OwnerServices services, ZoneId zone) {
        super(I18NProvider.translate("prices.tab.REPRICING"), "tt-repricings");
        this.services = services;
        this.zone = zone;
        Button begin = new Button(
                getTranslation("prices.repricing.new"),
                event -> new RepricingDialog(
                                services,
                                zone,
                                RepricingDraft.lastDays(
                                        LocalDate.ofInstant(services.clock().instant(), zone)),
                                this::reload)
                        .open());
        begin.addThemeVariants(ButtonVariant.PRIMARY);
        addBesideHeading(begin);
        addClassName("tt-price-panel");
        list.addClassName("tt-candidates");
        add(new Paragraph(getTranslation("prices.repricing.text")), message, mispriced, list);
        reload();
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        pollWhileAtWork(ui);
        lookForMispriced(ui);
    }

    private void lookForMispriced(UI ui) {
        Viewer viewer = services.viewer();
        services.work()
                .run(
                        ui,
                        () -> services.repricing().mispriced(viewer),
                        this::showMispriced,
                        problem -> message.show(ActionDialog.explain(problem)));
    }

    private void showMispriced(List<MispricedCalls> found) {
        mispriced.removeAll();
        if (!found.isEmpty()) {
            mispriced.add(
                    new H3(getTranslation("prices.mispriced")),
                    new Paragraph(getTranslation("prices.mispriced.text")),
                    new MispricedTable(found, zone, this::reprice));
        }
    }

    private void reprice(MispricedCalls calls) {
        new RepricingDialog(
                        services,
                        zone,
                        RepricingDraft.of(
                                calls.calls(), zone, getTranslation("prices.mispriced.reason", calls.reason())),
                        this::reload)
                .open();
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        stopPolling();
        super.onDetach(detachEvent);
    }

    private void reload() {
        List<Repricing> repricings = services.repricing().repricings(services.viewer());
        List<Boolean> atWork = repricings.stream()
                .map(repricing -> services.repricing().isAtWork(services.viewer(), repricing.id()))
                .toList();
        if (!repricings.equals(shown) || !atWork.equals(shownAtWork) || list.getComponentCount() == 0) {
            shown = repricings;
            shownAtWork = atWork;
            draw();
        }
        getUI().ifPresent(this::pollWhileAtWork);
    }

    private void draw() {
        list.removeAll();
        if (shown.isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("prices.repricing.none"));
            none.addClassName("tt-candidates-none");
            list.add(none);
        }
        for (int i = 0; i < shown.size(); i++) {
            list.add(new RepricingCard(shown.get(i), shownAtWork.get(i), zone, this::resume, this::confirmUndo));
        }
    }

    private void pollWhileAtWork(UI ui) {
        if (!shownAtWork.contains(true)) {
            stopPolling();
        } else if (polling == null) {
            polling = Polling.every(ui, BETWEEN_LOOKS, () -> attempt(this::reload));
        }
    }

    private void stopPolling() {
        if (polling != null) {
            polling.remove();
            polling = null;
        }
    }

    private void resume(Repricing repricing) {
        attempt(() -> {
            services.repricing().resume(services.viewer(), repricing.id());
            reload();
        });
    }

    private void confirmUndo(Repricing repricing) {
        new Confirmation(
                        getTranslation("prices.repricing.undo.title"),
                        getTranslation("prices.repricing.undo.text"),
                        getTranslation("prices.repricing.undo"),
                        () -> attempt(() -> {
                            services.repricing().undo(services.viewer(), repricing.id());
                            reload();
                        }))
                .ofLoss()
                .open();
    }

    private void attempt(Runnable action) {
        message.clear();
        try {
            action.run();
        } catch (RuntimeException e) {
            message.show(ActionDialog.explain(e));
        }
    }
}
