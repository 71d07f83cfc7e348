package io.tokentally.ui.pricing;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.format.CountFormat;
import io.tokentally.ui.format.TypedNumber;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One rate in the form for own rates: the price of a unit, or of a unit above so many input tokens. */
class RateRow extends Div {

    private static final long MILLION = 1_000_000;

    private final Select<UsageUnit> unit = new Select<>();
    private final TextField price = FieldParsers.requiredField("prices.rate.usd", 30);
    private final Select<Long> per = new Select<>();
    private final TextField above = FieldParsers.field("prices.rate.from", 20);

    RateRow(UsageUnit shown, @Nullable Rate rate, @Nullable Long aboveInputTokens, Consumer<RateRow> onRemove) {
        addClassName("tt-rate-row");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("unit." + shown));
        unit.setLabel(getTranslation("prices.rate.unit"));
        unit.setItems(UsageUnit.values());
        unit.setItemLabelGenerator(item -> getTranslation("unit." + item));
        unit.setValue(shown);
        TreeSet<Long> choices = new TreeSet<>(List.of(1L, 60L, 1_000L, MILLION));
        long chosen = rate != null ? rate.per() : shown.isToken() || shown == UsageUnit.SPEECH_CHARACTERS ? MILLION : 1;
        choices.add(chosen);
        per.setLabel(getTranslation("prices.rate.per"));
        per.setItems(choices);
        per.setItemLabelGenerator(CountFormat::formatRound);
        per.setValue(chosen);
        if (rate != null) {
            price.setValue(TypedNumber.write(rate.price().amount()));
        }
        if (aboveInputTokens != null) {
            above.setValue(CountFormat.formatCount(aboveInputTokens));
        }
        above.setPlaceholder(getTranslation("prices.rate.from.none"));
        Button remove = new Button(Assets.icon("remove"), event -> onRemove.accept(this));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.setAriaLabel(getTranslation("prices.rate.remove", getTranslation("unit." + shown)));
        add(unit, price, per, above, remove);
    }

    Rate rate() {
        return new Rate(
                unit.getValue(),
                FieldParsers.required(price, FieldParsers::price, "prices.rate.usd.wrong"),
                per.getValue());
    }

    /** Above how many input tokens it holds; 0 for the base rate. */
    long aboveInputTokens() {
        Long tokens = FieldParsers.optional(above, RateRow::tokens, "prices.rate.from.wrong");
        return tokens == null ? 0 : tokens;
    }

    private static long tokens(String text) {
        long tokens = TypedNumber.readWhole(text);
        if (tokens < 1) {
            throw new IllegalArgumentException("Not above 0: " + tokens);
        }
        return tokens;
    }
}
