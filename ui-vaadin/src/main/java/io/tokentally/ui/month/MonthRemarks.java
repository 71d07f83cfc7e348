package io.tokentally.ui.month;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.PrintedReport.Remarks;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says what the figures of a month do not: what of them is not known, and what was paid for nothing. */
final class MonthRemarks {

    private final MonthFigures figures;
    private final SheetAmounts amounts;
    private final List<String> sentences = new ArrayList<>();

    MonthRemarks(MonthFigures figures, SheetAmounts amounts) {
        this.figures = figures;
        this.amounts = amounts;
    }

    Remarks remarks() {
        UsageTotals totals = figures.total().totals();
        sentences.clear();
        if (figures.isRunning()) {
            ShownUsage usage = figures.usage();
            say(
                    "month.remark.running",
                    TimeFormat.formatMonthInFull(usage.period().firstDay()),
                    TimeFormat.formatMinute(
                            Objects.requireNonNullElse(figures.days().asOf(), usage.now()), usage.zone()));
        }
        if (totals.requests() == 0) {
            say("month.remark.nothing");
        } else {
            sayWhatIsUncertain(totals);
            sayWhatFailed(totals);
        }
        if (figures.before().totals().unpriced() > 0) {
            say("month.remark.unpriced-before", figures.before().totals().unpriced());
        }
        if (figures.most() > 0) {
            say("month.remark.too-many", formatCount(figures.most()));
        }
        say(amounts.isInCents() ? "month.remark.cents" : "month.remark.digits");
        return new Remarks(I18NProvider.translate("month.remarks"), sentences);
    }

    private void sayWhatIsUncertain(UsageTotals totals) {
        if (totals.unpriced() > 0) {
            say("usage.warning.unpriced", totals.unpriced());
        }
        if (totals.estimated() > 0) {
            say("usage.warning.estimated", totals.estimated());
        }
        if (totals.unpriced() + totals.estimated() == 0) {
            say("month.remark.complete");
        }
    }

    private void sayWhatFailed(UsageTotals totals) {
        Money failed = figures.total().failedCost();
        if (!failed.isZero()) {
            say("month.remark.failed", amounts.text(amounts.shown(failed)), MonthDocument.share(failed, totals.cost()));
        } else if (totals.failures() > 0) {
            say("month.remark.not-failed");
        }
    }

    private void say(String key, Object... arguments) {
        sentences.add(I18NProvider.translate(key, arguments));
    }
}
