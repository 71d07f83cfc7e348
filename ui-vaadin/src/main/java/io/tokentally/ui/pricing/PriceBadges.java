package io.tokentally.ui.pricing;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Div;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.Provenance.Origin;

/** Says where the organization pays another price than the list says. */
class PriceBadges extends Div {

    PriceBadges(PricedModel model) {
        addClassName("tt-price-badges");
        boolean own =
                model.prices().stream().anyMatch(price -> price.provenance().origin() == Origin.OWN);
        boolean imported =
                model.prices().stream().anyMatch(price -> price.provenance().origin() == Origin.IMPORTED);
        if (own) {
            add(badge(getTranslation("prices.badge.OWN")));
        }
        if (imported) {
            add(badge(getTranslation("prices.badge.IMPORTED")));
        }
        model.discounts().forEach(discount -> add(badge(textOf(discount))));
    }

    private String textOf(Discount discount) {
        return discount.unit() == null
                ? getTranslation("prices.badge.discount", discount.percentage())
                : getTranslation(
                        "prices.badge.discount.unit", discount.percentage(), getTranslation("unit." + discount.unit()));
    }

    private static Badge badge(String text) {
        Badge badge = new Badge(text);
        badge.addThemeVariants(BadgeVariant.SMALL);
        return badge;
    }
}
