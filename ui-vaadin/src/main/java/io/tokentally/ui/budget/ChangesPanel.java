package io.tokentally.ui.budget;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.budget.BudgetVersion;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.shell.Panel;
import java.util.List;

/** Who said what of a budget, and since when. */
class ChangesPanel extends Panel {

    ChangesPanel(BudgetText text, List<BudgetVersion> versions) {
        super(I18NProvider.translate("budgets.changes"), "tt-budget-changes");
        UnorderedList list = new UnorderedList();
        list.addClassName("tt-members");
        versions.forEach(version -> list.add(item(text, version)));
        add(list);
    }

    private ListItem item(BudgetText text, BudgetVersion version) {
        Span who = new Span(getTranslation(
                "budgets.changed",
                version.version(),
                text.person(version.changedBy().value()),
                TimeFormat.formatMinute(version.inForceFrom(), text.days().zone())));
        who.addClassName("tt-member-name");
        Paragraph said = new Paragraph(getTranslation(
                "budgets.said",
                VisibleText.of(version.terms().name()),
                text.limit(version.terms()),
                text.selector(version.terms().selector()),
                getTranslation("budgets.action." + version.terms().action())));
        said.addClassName("tt-times");
        return new ListItem(who, said);
    }
}
