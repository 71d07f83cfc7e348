package io.tokentally.ui.change;

import static io.tokentally.ui.format.CountFormat.formatTokens;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.change.CellUsage;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.ui.format.CostFormat;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes what changed: more with a plus. */
final class ChangeText {

    /** What prices of tokens are told for. */
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private ChangeText() {}

    /** For instance {@code +$1.20}, {@code -$0.05}. */
    static String signed(Money amount) {
        return plus(amount) + CostFormat.formatCost(amount);
    }

    /** With all digits. */
    static String exactly(Money amount) {
        return plus(amount) + CostFormat.formatExactly(amount);
    }

    private static String plus(Money amount) {
        return amount.isZero() || amount.isNegative() ? "" : "+";
    }

    static String unit(@Nullable UsageUnit unit) {
        return I18NProvider.translate(unit == null ? "change.unit.none" : "unit." + unit);
    }

    /** How much was used of a unit. */
    static String quantity(@Nullable UsageUnit unit, CellUsage usage) {
        return unit == null ? I18NProvider.translate("usage.nothing") : formatTokens(usage.quantity());
    }

    /** The average price of a million tokens, or of one of anything else. */
    static String rate(@Nullable UsageUnit unit, CellUsage usage) {
        return usage.rate()
                .map(rate -> unit != null && unit.isToken()
                        ? I18NProvider.translate(
                                "change.rate.million", CostFormat.formatCost(Money.usd(rate.multiply(MILLION))))
                        : I18NProvider.translate("change.rate.one", CostFormat.formatCost(Money.usd(rate))))
                .orElseGet(() -> I18NProvider.translate("usage.nothing"));
    }
}
