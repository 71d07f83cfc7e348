package io.tokentally.ui.budget;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetStanding;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.refusal.RefusedCallsView;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Panel;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;

/** All there is to know of one budget: how it stands, its past windows, and who changed what when. */
@Route(value = "budgets/:id", layout = MainLayout.class)
@PermitAll
public final class BudgetView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final String ID = "id";

    private final transient BudgetServices services;
    private final InlineAlert message = new InlineAlert();
    private final Div content = new Div();
    private String title = "";

    public BudgetView(BudgetServices services) {
        this.services = services;
        addClassName("tt-view");
        setId("content");
        content.addClassName("tt-dashboard");
    }

    /** What the address of a budget's page says. */
    static RouteParameters parameters(BudgetId id) {
        return new RouteParameters(new RouteParam(ID, id.toString()));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("error.page-title", title);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Budget budget = event.getRouteParameters()
                .get(ID)
                .flatMap(BudgetView::id)
                .flatMap(id -> services.budgets().find(services.viewer(), id))
                .orElse(null);
        if (budget == null) {
            event.rerouteToError(NotFoundException.class);
        } else {
            show(budget);
        }
    }

    private static Optional<BudgetId> id(String text) {
        try {
            return Optional.of(BudgetId.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void show(Budget budget) {
        Viewer viewer = services.viewer();
        BudgetText text = services.text();
        title = VisibleText.of(budget.terms().name());
        removeAll();
        content.removeAll();
        add(header(budget, text), message, content);
        if (budget.endedAt() == null) {
            content.add(now(
                    budget, text, BudgetStanding.of(budget, services.budgets().uses(viewer))));
        }
        content.add(new HistoryPanel(budget.terms(), text, services.budgets().history(viewer, budget.id())));
        if (viewer.seesOrganization()) {
            content.add(new ChangesPanel(text, services.budgets().versions(viewer, budget.id())));
        }
    }

    private Header header(Budget budget, BudgetText text) {
        RouterLink back = new RouterLink(getTranslation("budgets.back"), BudgetsView.class);
        back.addClassName("tt-back");
        Paragraph facts = line(getTranslation(
                "budgets.facts",
                text.limit(budget.terms()),
                text.selector(budget.terms().selector()),
                budget.endedAt() == null
                        ? text.resets(budget.terms(), services.now())
                        : getTranslation(
                                "budgets.ended",
                                TimeFormat.formatMinute(
                                        budget.endedAt(), text.days().zone()))));
        Div titles = new Div(
                back,
                new H1(title),
                facts,
                line(getTranslation("budgets.action.text." + budget.terms().action())));
        if (!budget.terms().thresholds().isEmpty()) {
            titles.add(line(getTranslation("budgets.thresholds.at", BudgetText.thresholds(budget.terms()))));
        }
        budget.terms().evasions().forEach(way -> titles.add(line(getTranslation("budgets.evasion." + way))));
        Header header = new Header(titles);
        header.addClassName("tt-view-header");
        if (services.isOwners() && budget.endedAt() == null) {
            header.add(actions(budget));
        }
        return header;
    }

    private static Paragraph line(String text) {
        Paragraph line = new Paragraph(text);
        line.addClassName("tt-times");
        return line;
    }

    private Div actions(Budget budget) {
        Button change = new Button(getTranslation("budgets.change"), event -> askForChange(budget));
        change.addThemeVariants(ButtonVariant.PRIMARY);
        Button end = new Button(
                getTranslation("budgets.end"),
                event -> new Confirmation(
                                getTranslation("budgets.end.ask", title),
                                getTranslation("budgets.end.text"),
                                getTranslation("budgets.end"),
                                () -> end(budget))
                        .ofLoss()
                        .open());
        end.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div actions = new Div(end, change);
        actions.addClassName("tt-budget-actions");
        return actions;
    }

    private void askForChange(Budget budget) {
        services.attempt(
                message,
                () -> new BudgetDialog(services, budget, () -> {
                            services.budgets()
                                    .find(services.viewer(), budget.id())
                                    .ifPresent(this::show);
                            Notification.show(getTranslation("budgets.saved"));
                        })
                        .open());
    }

    private void end(Budget budget) {
        if (services.attempt(message, () -> services.budgets().end(services.viewer(), budget.id()))) {
            getUI().ifPresent(ui -> ui.navigate(BudgetsView.class));
            Notification.show(getTranslation("budgets.end.done"));
        }
    }

    private Panel now(Budget budget, BudgetText text, List<BudgetStanding> standings) {
        Panel panel = new Panel(I18NProvider.translate("budgets.now"), "tt-budget-now");
        Div links = new Div(
                SpentLink.of(services.viewer(), budget.terms().selector()),
                new RouterLink(getTranslation("budgets.refused"), RefusedCallsView.class));
        links.addClassName("tt-budget-links");
        panel.addBesideHeading(links);
        if (standings.isEmpty()) {
            panel.add(line(getTranslation("budgets.unused")));
        }
        boolean forEach = budget.terms().isEachOnesOwn();
        standings.forEach(standing ->
                panel.add(new BudgetBar(forEach ? text.subject(budget.terms(), standing.subject()) : "", standing)));
        return panel;
    }
}
