package io.tokentally.ui.usage.frame;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Figures;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.format.CountFormat;
import io.tokentally.ui.format.DurationFormat;
import io.tokentally.ui.format.TotalCost;
import io.tokentally.ui.usage.query.UsageMeasure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Writes the figure that people chose to look at. */
public final class MeasureFormat {

    private MeasureFormat() {}

    /** To be read at a glance. */
    public static String inShort(UsageMeasure measure, Figures figures) {
        return measure == UsageMeasure.COST ? TotalCost.inShort(figures.totals()) : text(measure, figures, false);
    }

    /** With all digits. */
    public static String exactly(UsageMeasure measure, Figures figures) {
        return measure == UsageMeasure.COST ? TotalCost.exactly(figures.totals()) : text(measure, figures, true);
    }

    /** A value of the measure, as {@link UsageMeasure#of} tells it. */
    public static String text(UsageMeasure measure, BigDecimal value) {
        return text(measure.kind(), value, false);
    }

    private static String text(UsageMeasure measure, Figures figures, boolean exactly) {
        return measure.of(figures)
                .map(value -> text(measure.kind(), value, exactly))
                .orElseGet(() -> I18NProvider.translate("usage.nothing"));
    }

    private static String text(UsageMeasure.Kind kind, BigDecimal value, boolean exactly) {
        return switch (kind) {
            // An average has digits without end.
            case COST -> CostFormat.formatCost(Money.usd(value));
            case COUNT ->
                exactly ? CountFormat.formatCount(value.longValue()) : CountFormat.formatTokens(value.longValue());
            case SHARE -> I18NProvider.translate("usage.share", value);
            case MILLISECONDS -> DurationFormat.formatDuration(Duration.ofMillis(rounded(value)));
            case TOKENS_PER_SECOND -> I18NProvider.translate("usage.rate", rounded(value));
        };
    }

    private static long rounded(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_UP).longValue();
    }
}
