package io.tokentally.ui.usage;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.summary.Change;
import io.tokentally.domain.summary.Period;
import java.util.OptionalInt;

/**
 * How a figure moved against earlier days, in words: what grew beyond all proportion, or from nothing, has no percentage.
 *
 * @param key of the text: which way it moved
 * @param percent by how much, where that can be told
 * @param earlier what it is compared with
 * @param meaning whether that is good
 */
public record Trend(String key, int percent, String earlier, Meaning meaning) {

    /** Whether a figure that moved is better or worse than before. */
    public enum Meaning {
        NEITHER,
        BETTER,
        WORSE
    }

    private static final int GREATEST_PERCENT = 999;

    /** @param lessIsBetter of cost and failures */
    public static Trend of(Change change, boolean lessIsBetter, Comparison comparison, Period period) {
        String earlier = period.isOfWholeDays() || period.daysBack() > 1
                ? I18NProvider.translate("usage.trend.earlier." + comparison, period.daysBack())
                : I18NProvider.translate("usage.trend.earlier.hours." + comparison);
        OptionalInt percent = change.percent();
        Meaning meaning = !lessIsBetter || change.direction() == 0
                ? Meaning.NEITHER
                : change.direction() > 0 ? Meaning.WORSE : Meaning.BETTER;
        if (percent.isEmpty()) {
            return new Trend(change.now().signum() == 0 ? "same" : "new", 0, earlier, Meaning.NEITHER);
        }
        int size = Math.abs(percent.getAsInt());
        if (size > GREATEST_PERCENT) {
            return new Trend("multiple", size, earlier, meaning);
        }
        if (size == 0) {
            return new Trend(change.direction() == 0 ? "same" : "nearly", 0, earlier, Meaning.NEITHER);
        }
        return new Trend(change.direction() > 0 ? "up" : "down", size, earlier, meaning);
    }

    public String arrow() {
        return I18NProvider.translate("usage.trend.arrow." + key);
    }

    public String text() {
        String text = I18NProvider.translate("usage.trend." + key, percent, earlier);
        return meaning == Meaning.NEITHER ? text : text + I18NProvider.translate("usage.trend.meaning." + meaning);
    }
}
