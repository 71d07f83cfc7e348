package io.tokentally.ui.usage;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.view.FollowFirstStepsUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.FirstStep;
import io.tokentally.ui.budget.BudgetsView;
import io.tokentally.ui.key.KeysView;
import io.tokentally.ui.organization.OrganizationView;
import io.tokentally.ui.pricing.PricesView;
import io.tokentally.ui.shell.Panel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a new owner has done of what is to be done before usage tells something, each step with the page where it is done. */
class FirstStepsPanel extends Panel {

    private static final Logger LOG = LoggerFactory.getLogger(FirstStepsPanel.class);

    private final transient FollowFirstStepsUseCase steps;
    private final Paragraph progress = new Paragraph();
    private final OrderedList list = new OrderedList();
    private transient Set<FirstStep> shown = EnumSet.noneOf(FirstStep.class);

    FirstStepsPanel(FollowFirstStepsUseCase steps, Runnable onHide) {
        super(I18NProvider.translate("first-steps"), "tt-first-steps");
        this.steps = steps;
        addClassName("tt-first-steps");
        progress.addClassName("tt-times");
        Button hide = new Button(getTranslation("first-steps.hide"), event -> onHide.run());
        hide.addThemeVariants(ButtonVariant.TERTIARY);
        addBesideHeading(hide);
        add(progress, list);
        setVisible(false);
    }

    /** Finds out what is done; where that cannot be told now, what was shown stays. */
    void reload(Viewer viewer) {
        try {
            Optional<Set<FirstStep>> done = steps.done(viewer);
            setVisible(done.isPresent());
            done.ifPresent(this::show);
        } catch (RuntimeException e) {
            LOG.warn("How far the organization is could not be read", e);
        }
    }

    void hide(Viewer viewer) {
        steps.hide(viewer);
        setVisible(false);
        Notification.show(getTranslation("first-steps.hidden"));
    }

    private void show(Set<FirstStep> done) {
        if (done.equals(shown) && list.getChildren().findAny().isPresent()) {
            return;
        }
        shown = done;
        progress.setText(getTranslation("first-steps.progress", done.size(), FirstStep.values().length));
        list.removeAll();
        for (FirstStep step : FirstStep.values()) {
            list.add(item(step, done.contains(step)));
        }
    }

    private ListItem item(FirstStep step, boolean isDone) {
        Anchor name = new Anchor(addressOf(step), getTranslation("first-steps." + step));
        Span state = new Span(getTranslation(isDone ? "first-steps.done" : "first-steps.to-do"));
        state.addClassName("tt-first-step-state");
        Div text = new Div(name, new Span(getTranslation("first-steps." + step + ".text")));
        ListItem item = new ListItem(state, text);
        item.getElement().setAttribute("data-done", Boolean.toString(isDone));
        return item;
    }

    private static String addressOf(FirstStep step) {
        return switch (step) {
            case NAME, TIME_ZONE -> OrganizationView.PATH;
            case PROVIDER_KEY -> KeysView.PATH + "?tab=providers";
            case KEY, FIRST_CALL -> KeysView.PATH;
            case PRICE -> PricesView.PATH;
            case BUDGET -> BudgetsView.PATH;
        };
    }
}
