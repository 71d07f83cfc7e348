package io.tokentally.ui.budget;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetStanding;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** The budgets in force and how they stand: the organization's for admins and owners, for members those that bind them. */
@Route(value = BudgetsView.PATH, layout = MainLayout.class)
@PageTitle("Budgets · Tokentally")
@Menu(title = "Budgets", order = 3.5, icon = "budgets")
@PermitAll
public final class BudgetsView extends Main implements BeforeEnterObserver {

    public static final String PATH = "budgets";

    private static final int MOST_SUBJECTS = 3;

    private final transient BudgetServices services;
    private final InlineAlert message = new InlineAlert();
    private final Button add = new Button(getTranslation("budgets.new"), event -> askForNew());
    private final Paragraph none = new Paragraph();
    private final UnorderedList list = new UnorderedList();

    public BudgetsView(BudgetServices services) {
        this.services = services;
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(
                getTranslation(services.viewer().seesOrganization() ? "budgets.subtitle" : "budgets.subtitle.member"));
        subtitle.addClassName("tt-times");
        add.addThemeVariants(ButtonVariant.PRIMARY);
        Header header = new Header(new Div(new H1(getTranslation("title.budgets")), subtitle), add);
        header.addClassName("tt-view-header");
        none.addClassName("tt-times");
        list.addClassName("tt-budgets");
        add(header, message, none, list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        reload();
    }

    private void reload() {
        boolean owner = services.isOwners();
        add.setVisible(owner);
        services.attempt(message, this::show);
    }

    private void show() {
        Viewer viewer = services.viewer();
        List<Budget> budgets = services.budgets().list(viewer);
        List<BudgetUse> uses = services.budgets().uses(viewer);
        BudgetText text = services.text();
        list.removeAll();
        budgets.forEach(budget -> list.add(item(text, budget, BudgetStanding.of(budget, uses))));
        none.setVisible(budgets.isEmpty());
        none.setText(getTranslation(
                services.isOwners()
                        ? "budgets.none.owner"
                        : viewer.seesOrganization() ? "budgets.none" : "budgets.none.member"));
    }

    private ListItem item(BudgetText text, Budget budget, List<BudgetStanding> standings) {
        RouterLink name = new RouterLink(
                VisibleText.of(budget.terms().name()), BudgetView.class, BudgetView.parameters(budget.id()));
        Span action = new Span(getTranslation("budgets.action." + budget.terms().action()));
        action.addClassName("tt-budget-action");
        Div heading = new Div(new H2(name), action);
        heading.addClassName("tt-budget-heading");
        Paragraph facts = new Paragraph(getTranslation(
                "budgets.facts",
                text.limit(budget.terms()),
                text.selector(budget.terms().selector()),
                text.resets(budget.terms(), services.now())));
        facts.addClassName("tt-times");
        ListItem item = new ListItem(heading, facts);
        item.addClassNames("tt-panel", "tt-budget");
        boolean forEach = budget.terms().isEachOnesOwn();
        if (standings.isEmpty()) {
            Paragraph unused = new Paragraph(getTranslation("budgets.unused"));
            unused.addClassName("tt-times");
            item.add(unused);
        }
        standings.stream()
                .limit(MOST_SUBJECTS)
                .map(standing ->
                        new BudgetBar(forEach ? text.subject(budget.terms(), standing.subject()) : "", standing))
                .forEach(item::add);
        if (standings.size() > MOST_SUBJECTS) {
            item.add(new RouterLink(
                    getTranslation("budgets.all-subjects", standings.size()),
                    BudgetView.class,
                    BudgetView.parameters(budget.id())));
        }
        return item;
    }

    private void askForNew() {
        services.attempt(
                message,
                () -> new BudgetDialog(services, null, () -> {
                            reload();
                            Notification.show(getTranslation("budgets.saved"));
                        })
                        .open());
    }
}
