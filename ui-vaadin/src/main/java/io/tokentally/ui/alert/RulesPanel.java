package io.tokentally.ui.alert;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.alert.AlertRule;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;
import java.util.List;

/** What raises alerts besides budgets, and how it stands now. */
final class RulesPanel extends Panel {

    private final AlertServices services;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph none = new Paragraph(getTranslation("alerts.rules.none"));
    private final Button add = new Button(getTranslation("alerts.rules.add"));
    private final StackingTable table = new StackingTable(
            getTranslation("alerts.rules"),
            List.of(
                    getTranslation("alerts.rule"),
                    getTranslation("alerts.rule.watches"),
                    getTranslation("alerts.rule.state"),
                    getTranslation("keys.column.action")));

    RulesPanel(AlertServices services) {
        super(I18NProvider.translate("alerts.rules"), "tt-alert-rules");
        this.services = services;
        add.addThemeVariants(ButtonVariant.SMALL);
        add.addClickListener(clicked -> new RuleDialog(services, null, this::reload).open());
        addBesideHeading(add);
        add(new Paragraph(getTranslation("alerts.rules.text")), message, none, table);
    }

    void reload() {
        services.attempt(message, () -> {
            List<AlertRuleStanding> rules = services.rules().rules(services.viewer());
            add.setVisible(services.isOwners());
            none.setVisible(rules.isEmpty());
            table.setVisible(!rules.isEmpty());
            RuleText text = new RuleText(services.budgets());
            FigureText figures = new FigureText(text, services.zone());
            table.show(
                    rules.stream().map(standing -> row(standing, text, figures)).toList());
        });
    }

    private List<Component> row(AlertRuleStanding standing, RuleText text, FigureText figures) {
        AlertRule rule = standing.rule();
        return List.of(
                new Span(VisibleText.of(rule.terms().name())),
                new Span(text.watched(rule.terms())),
                state(standing, text, figures),
                buttons(rule));
    }

    private Component state(AlertRuleStanding standing, RuleText text, FigureText figures) {
        if (!standing.rule().terms().enabled()) {
            return new Span(getTranslation("alerts.rule.off"));
        }
        Div state = new Div(AlertTexts.badge(standing.state()));
        if (!standing.subject().isEmpty()) {
            state.add(small(getTranslation(
                    "alerts.rule.subjects",
                    standing.subjects(),
                    text.subject(standing.rule().terms().forEach(), standing.subject()))));
        }
        if (!standing.figures().isEmpty()) {
            state.add(small(figures.of(standing.figures())));
        }
        return state;
    }

    private static Div small(String words) {
        Div small = new Div(words);
        small.addClassName("tt-version");
        return small;
    }

    private Component buttons(AlertRule rule) {
        Div buttons = new Div();
        buttons.addClassName("tt-key-buttons");
        if (services.isOwners()) {
            Button change = button("alerts.rule.change", rule);
            change.addClickListener(clicked -> new RuleDialog(services, rule, this::reload).open());
            Button end = button("alerts.rule.end", rule);
            end.addThemeVariants(ButtonVariant.ERROR);
            end.addClickListener(clicked -> askToEnd(rule));
            buttons.add(change, end);
        }
        return buttons;
    }

    private Button button(String key, AlertRule rule) {
        Button button = new Button(getTranslation(key));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel(
                getTranslation(key + ".of", VisibleText.of(rule.terms().name())));
        return button;
    }

    private void askToEnd(AlertRule rule) {
        new Confirmation(
                        getTranslation(
                                "alerts.rule.end.of",
                                VisibleText.of(rule.terms().name())),
                        getTranslation("alerts.rule.end.text"),
                        getTranslation("alerts.rule.end"),
                        () -> end(rule))
                .ofLoss()
                .open();
    }

    private void end(AlertRule rule) {
        if (services.attempt(message, () -> services.rules().end(services.viewer(), rule.id()))) {
            reload();
        }
    }
}
