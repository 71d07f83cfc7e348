package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.pricing.Withdrawal;
import io.tokentally.domain.text.VisibleText;
import java.time.ZoneId;

/** That a price or a discount was taken back, by whom and why. */
class WithdrawalNotice extends Div {

    WithdrawalNotice(Withdrawal withdrawal, ZoneId zone) {
        Badge badge = new Badge(getTranslation("prices.withdrawn"));
        badge.addThemeVariants(BadgeVariant.SMALL, BadgeVariant.WARNING);
        Span why = new Span(getTranslation(
                "prices.version.by",
                VisibleText.of(withdrawal.reason()),
                VisibleText.of(withdrawal.author()),
                formatDate(withdrawal.at(), zone)));
        why.addClassName("tt-version");
        add(badge, why);
    }
}
