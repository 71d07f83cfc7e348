package io.tokentally.ui.budget;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.budget.BudgetStanding;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.shell.Panel;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a budget's windows came to, beside the amount that it has now: the newest as bars, all of them as a table. */
class HistoryPanel extends Panel {

    private static final int MOST_WINDOWS = 12;
    private static final int MOST_SUBJECTS = 3;
    private static final int MOST_ROWS = 500;

    HistoryPanel(BudgetTerms terms, BudgetText text, List<BudgetUse> history) {
        super(I18NProvider.translate("budgets.history"), "tt-budget-history");
        if (history.isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("budgets.history.none"));
            none.addClassName("tt-times");
            add(none);
            return;
        }
        Map<Instant, List<BudgetStanding>> windows = history.stream()
                .collect(Collectors.groupingBy(
                        BudgetUse::window,
                        LinkedHashMap::new,
                        Collectors.mapping(use -> BudgetStanding.of(terms, use), Collectors.toList())));
        windows.entrySet().stream()
                .limit(MOST_WINDOWS)
                .forEach(window -> window.getValue().stream()
                        .sorted(Comparator.comparing(BudgetStanding::spent).reversed())
                        .limit(MOST_SUBJECTS)
                        .map(standing -> new BudgetBar(name(terms, text, window.getKey(), standing), standing))
                        .forEach(this::add));
        add(new Details(getTranslation("usage.as-table"), table(terms, text, history)));
    }

    private static String name(BudgetTerms terms, BudgetText text, Instant from, BudgetStanding standing) {
        String window = text.windowFrom(terms, from);
        return !terms.isEachOnesOwn()
                ? window
                : I18NProvider.translate("budgets.window.of", window, text.subject(terms, standing.subject()));
    }

    private static FigureTable table(BudgetTerms terms, BudgetText text, List<BudgetUse> history) {
        FigureTable table = new FigureTable(
                I18NProvider.translate("budgets.history"),
                Stream.of("window", "subject", "spent", "share")
                        .map(column -> I18NProvider.translate("budgets.column." + column))
                        .toList());
        table.show(history.stream()
                .limit(MOST_ROWS)
                .map(use -> List.of(
                        text.windowFrom(terms, use.window()),
                        text.subject(terms, use.subject()),
                        BudgetText.amount(terms.measure(), use.spent()),
                        I18NProvider.translate(
                                "budgets.percent", BudgetStanding.of(terms, use).percentSpent())))
                .toList());
        return table;
    }
}
