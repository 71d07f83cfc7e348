package io.tokentally.ui.month;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.change.ExplainedPart;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.PrintedReport.Row;
import io.tokentally.domain.report.PrintedReport.Table;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What leads from the cost of the month before to that of the month: the largest causes, and the others together. */
final class MonthCauses {

    private static final int TOP = 5;

    private static final Comparator<ExplainedPart> LARGEST_FIRST = Comparator.comparing(
                    (ExplainedPart part) -> part.amount().amount().abs())
            .reversed();

    private final MonthFigures figures;
    private final SheetAmounts amounts;

    MonthCauses(MonthFigures figures, SheetAmounts amounts) {
        this.figures = figures;
        this.amounts = amounts;
    }

    Optional<Table> table() {
        CostChange change = figures.change();
        return change == null ? Optional.empty() : Optional.of(table(change));
    }

    private Table table(CostChange change) {
        String before =
                MonthChoice.name(YearMonth.from(change.from().query().period().firstDay()));
        String after =
                MonthChoice.name(YearMonth.from(change.to().query().period().firstDay()));
        Money from = amounts.shown(change.from().totals().cost());
        Money to = amounts.shown(change.to().totals().cost());
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(List.of(before, amounts.text(from)), false));
        rows.addAll(causes(change, to.minus(from)));
        rows.add(new Row(List.of(after, amounts.text(to)), true));
        return new Table(
                I18NProvider.translate("month.change", before),
                List.of(I18NProvider.translate("month.change.column"), I18NProvider.translate("month.change.amount")),
                rows);
    }

    private List<Row> causes(CostChange change, Money difference) {
        List<ExplainedPart> causes = change.parts().stream()
                .filter(part -> !part.amount().isZero())
                .sorted(LARGEST_FIRST)
                .toList();
        List<String> names = new ArrayList<>();
        List<Money> exact = new ArrayList<>();
        causes.stream().limit(TOP).forEach(part -> {
            names.add(I18NProvider.translate("change.cause." + part.cause()));
            exact.add(part.amount());
        });
        if (causes.size() > TOP) {
            names.add(I18NProvider.translate("month.change.others"));
            exact.add(Money.sum(
                    Money.USD,
                    causes.stream().skip(TOP).map(ExplainedPart::amount).toList()));
        }
        List<Money> shown = amounts.shares(difference, exact);
        List<Row> rows = new ArrayList<>();
        for (int place = 0; place < names.size(); place++) {
            // What is not even a cent adds nothing to what is shown.
            if (!shown.get(place).isZero()) {
                rows.add(new Row(List.of(names.get(place), amounts.signed(shown.get(place))), false));
            }
        }
        return rows;
    }
}
