package io.tokentally.ui.month;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.CountFormat.formatTokens;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.PrintedReport;
import io.tokentally.domain.report.PrintedReport.Figure;
import io.tokentally.domain.report.PrintedReport.KeyFigures;
import io.tokentally.domain.report.PrintedReport.Part;
import io.tokentally.domain.report.PrintedReport.Row;
import io.tokentally.domain.report.PrintedReport.Table;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.Change;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.text.ReaderLocale;
import io.tokentally.ui.usage.Trend;
import io.tokentally.ui.usage.frame.PeriodText;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes a month in the reader's language: the page shows it, and the PDF is made of it, so that both say the same. */
final class MonthDocument {

    private final MonthFigures figures;
    private final ShownUsage usage;
    private final SheetAmounts amounts;

    MonthDocument(MonthFigures figures) {
        this.figures = figures;
        this.usage = figures.usage();
        this.amounts = SheetAmounts.of(
                figures.total().totals().cost(), figures.before().totals().cost());
    }

    /**
     * @param organization whose usage it is, or part of it
     * @param reader who asked for it
     */
    PrintedReport write(String organization, String reader) {
        List<Part> parts = new ArrayList<>();
        parts.add(keyFigures());
        parts.add(new MonthDays(figures.days(), usage).bars());
        new MonthCauses(figures, amounts).table().ifPresent(parts::add);
        figures.breakdowns()
                .forEach((dimension, report) -> breakdown(dimension, report).ifPresent(parts::add));
        parts.add(new MonthRemarks(figures, amounts).remarks());
        return new PrintedReport(
                ReaderLocale.current(),
                I18NProvider.translate(
                        "month.heading." + usage.query().scope(),
                        organization,
                        reader,
                        TimeFormat.formatMonthInFull(usage.period().firstDay())),
                List.of(
                        I18NProvider.translate(
                                "month.line.days",
                                PeriodText.of(usage.period()),
                                usage.zone().getId()),
                        I18NProvider.translate(
                                "month.line.made",
                                TimeFormat.formatMinute(usage.now(), usage.zone()),
                                usage.zone().getId(),
                                reader)),
                parts);
    }

    private KeyFigures keyFigures() {
        UsageTotals totals = figures.total().totals();
        return new KeyFigures(List.of(
                figure("cost", amounts.text(totals), of -> of.totals().cost().amount(), true),
                figure(
                        "requests",
                        formatCount(totals.requests()),
                        of -> BigDecimal.valueOf(of.totals().requests()),
                        false),
                figure(
                        "failures",
                        formatCount(totals.failures()),
                        of -> BigDecimal.valueOf(of.totals().failures()),
                        true,
                        totals.requests() == 0
                                ? ""
                                : I18NProvider.translate(
                                        "usage.card.failure-rate",
                                        BigDecimal.valueOf(totals.failures())
                                                .divide(BigDecimal.valueOf(totals.requests()), MathContext.DECIMAL32))),
                figure(
                        "tokens",
                        formatTokens(totals.totalTokens()),
                        of -> BigDecimal.valueOf(of.totals().totalTokens()),
                        false,
                        I18NProvider.translate(
                                "usage.card.in-and-out",
                                formatTokens(totals.inputTokens()),
                                formatTokens(totals.outputTokens()))),
                figure(
                        "failed-cost",
                        amounts.text(amounts.shown(figures.total().failedCost())),
                        of -> of.failedCost().amount(),
                        true,
                        totals.cost().isZero()
                                ? ""
                                : I18NProvider.translate(
                                        "month.figure.failed-share",
                                        share(figures.total().failedCost(), totals.cost())))));
    }

    private Figure figure(
            String name, String value, Function<Figures, BigDecimal> figure, boolean lessIsBetter, String... notes) {
        Trend trend = Trend.of(
                new Change(figure.apply(figures.before()), figure.apply(figures.total())),
                lessIsBetter,
                Comparison.MONTH_BEFORE,
                usage.period());
        return new Figure(
                I18NProvider.translate("month.figure." + name),
                value,
                Stream.concat(
                                Stream.of(I18NProvider.translate("month.trend", trend.arrow(), trend.text())),
                                Stream.of(notes))
                        .filter(note -> !note.isEmpty())
                        .toList());
    }

    /** The greatest ones, what the others have together, and the sum. */
    private Optional<Table> breakdown(Attribute dimension, Report report) {
        if (report.rows().isEmpty()) {
            return Optional.empty();
        }
        UsageTotals all = report.total().totals();
        List<String> costs = amounts.texts(
                report.rows().stream().map(row -> row.figures().totals()).toList(), all.cost());
        List<Row> rows = new ArrayList<>();
        for (Report.Row row : report.rows()) {
            UsageTotals totals = row.figures().totals();
            String name = row.isOther()
                    ? I18NProvider.translate("usage.others")
                    : usage.nameOf(dimension, row.values().getFirst());
            rows.add(row(name, costs.get(rows.size()), totals, all, false));
        }
        rows.add(row(I18NProvider.translate("month.total"), amounts.text(all), all, all, true));
        return Optional.of(new Table(
                I18NProvider.translate("month.by." + dimension),
                List.of(
                        ShownUsage.labelOf(dimension),
                        I18NProvider.translate("usage.column.cost"),
                        I18NProvider.translate("usage.column.share"),
                        I18NProvider.translate("usage.column.requests")),
                rows));
    }

    private static Row row(String name, String cost, UsageTotals totals, UsageTotals all, boolean isTotal) {
        String share = all.cost().isZero()
                ? I18NProvider.translate("usage.nothing")
                : I18NProvider.translate("month.share", share(totals.cost(), all.cost()));
        return new Row(List.of(name, cost, share, formatCount(totals.requests())), isTotal);
    }

    static BigDecimal share(Money part, Money whole) {
        return part.amount().divide(whole.amount(), MathContext.DECIMAL32);
    }
}
