package io.tokentally.adapter.usagefile;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.UnpricedReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cost of a call as the API and its exports write it: its lines, each with what it comes to, and their sum. */
final class CostJson {

    private CostJson() {}

    static Cost cost(Fields call) {
        Currency currency = Currency.getInstance(call.text("currency"));
        List<CostLine> lines = new ArrayList<>();
        call.objects("costLines").forEach(line -> lines.add(line(new Fields(line), currency)));
        Cost cost = new Cost(
                call.word("costStatus", CostStatus.class),
                currency,
                lines,
                call.optionalText("priceVersion"),
                call.optional("inputBand", InputBand::of),
                call.optionalWord("unpricedReason", UnpricedReason.class));
        requireTotal(call, cost);
        return cost;
    }

    /** None where the cost is not known, which is not the same as zero. */
    private static void requireTotal(Fields call, Cost cost) {
        if (cost.status() == CostStatus.UNPRICED) {
            if (call.value("cost") != null) {
                throw new RowRefusedException("cost is told of a call whose cost is not known");
            }
            return;
        }
        requireSame("cost", call.decimal("cost"), cost.total().amount());
    }

    private static CostLine line(Fields line, Currency currency) {
        List<Adjustment> adjustments = new ArrayList<>();
        line.objects("adjustments").forEach(adjustment -> adjustments.add(adjustment(new Fields(adjustment))));
        CostLine read = new CostLine(
                line.number("quantity"),
                new Rate(
                        line.word("unit", UsageUnit.class),
                        new Money(currency, line.decimal("price")),
                        line.number("per")),
                adjustments,
                part(line),
                listRate(line, currency));
        requireSame(
                "amount of a cost line", line.decimal("amount"), read.amount().amount());
        return read;
    }

    private static @Nullable Rate listRate(Fields line, Currency currency) {
        return line.value("listPrice") == null
                ? null
                : new Rate(
                        line.word("unit", UsageUnit.class),
                        new Money(currency, line.decimal("listPrice")),
                        line.number("listPer"));
    }

    private static Adjustment adjustment(Fields adjustment) {
        return new Adjustment(
                adjustment.word("kind", Adjustment.Kind.class),
                adjustment.text("basis"),
                Percentage.of(adjustment.decimal("percent").toPlainString()));
    }

    private static @Nullable BilledPart part(Fields line) {
        Long part = line.optionalNumber("part");
        return part == null
                ? null
                : new BilledPart(
                        Math.toIntExact(Math.clamp(part, -1, Integer.MAX_VALUE)),
                        new ModelName(line.text("model")),
                        line.text("priceVersion"));
    }

    private static void requireSame(String name, BigDecimal told, BigDecimal computed) {
        if (told.compareTo(computed) != 0) {
            throw new RowRefusedException(
                    "%s is %s, and the rates make %s".formatted(name, told.toPlainString(), computed.toPlainString()));
        }
    }
}
