package io.tokentally.ui.pricing;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.EndingModel;
import java.time.Instant;

/** When a model ends, in words. */
public final class EndingText {

    private EndingText() {}

    public static String of(EndingModel ending, Instant now) {
        long days = ending.daysLeft(now);
        return days > 0
                ? I18NProvider.translate("prices.ending.in", days)
                : I18NProvider.translate(
                        "prices.ending.since", ending.lifecycle().shutDown().toString());
    }
}
