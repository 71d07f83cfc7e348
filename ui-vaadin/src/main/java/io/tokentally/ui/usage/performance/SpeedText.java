package io.tokentally.ui.usage.performance;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.performance.Speed;
import io.tokentally.domain.performance.SpeedChange;
import io.tokentally.domain.performance.SpeedPercentile;
import io.tokentally.ui.usage.frame.MeasureFormat;
import java.math.BigDecimal;

/** Writes percentiles, and how they changed. */
final class SpeedText {

    private static final int GREATEST_PERCENT = 999;

    private SpeedText() {}

    /** For instance {@code p95}; of a rate, what so many calls reach, {@code p5}. */
    static String nameOf(Speed speed, SpeedPercentile percentile) {
        return I18NProvider.translate(
                "performance.percentile", speed.isRate() ? 100 - percentile.percent() : percentile.percent());
    }

    static String value(SpeedFigure figure, BigDecimal value) {
        return MeasureFormat.text(figure.measure(), figure.speed().isRate() ? value.movePointLeft(3) : value);
    }

    /** With an arrow the way that the figure went, and what that means in words. */
    static Component change(Speed speed, SpeedChange change) {
        String word = change.kind() == SpeedChange.Kind.SLOWER && change.percent() > GREATEST_PERCENT
                ? I18NProvider.translate("performance.change.multiple")
                : I18NProvider.translate("performance.change." + change.kind(), Math.abs(change.percent()));
        boolean isSlower = change.kind() == SpeedChange.Kind.SLOWER;
        if (!isSlower && change.kind() != SpeedChange.Kind.FASTER) {
            return new Span(word);
        }
        Span arrow =
                new Span(I18NProvider.translate("usage.trend.arrow." + (isSlower == speed.isRate() ? "down" : "up")));
        arrow.getElement().setAttribute("aria-hidden", "true");
        Span text = new Span(arrow, new Span(" " + word));
        text.addClassName("tt-speed-change");
        text.getElement().setAttribute("data-meaning", isSlower ? "WORSE" : "BETTER");
        return text;
    }
}
