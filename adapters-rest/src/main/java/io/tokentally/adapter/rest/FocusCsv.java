package io.tokentally.adapter.rest;

import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what calls cost as a FOCUS dataset Cost and Usage: a charge for each unit, rate, hour, user, endpoint and key. A call
 * whose cost is not known is in {@link FocusUnpricedCsv}, and one that nobody bills in neither.
 *
 * @see <a href="https://focus.finops.org/focus-specification/v1-4/">FOCUS 1.4</a>
 */
final class FocusCsv implements CallsFile {

    private static final List<FocusColumn<Row>> COLUMNS = columns();

    private final FocusTable<Row> table;
    private final HourlyRows<FocusCharge, FocusCosts> rows;

    FocusCsv(OutputStream out) throws IOException {
        table = new FocusTable<>(out, COLUMNS);
        rows = new HourlyRows<>(FocusCosts::new, (charge, costs) -> table.print(new Row(charge, costs)));
    }

    @Override
    public void write(UsageRecord call) throws IOException {
        for (CostLine line : call.cost().lines()) {
            FocusCharge charge = FocusCharge.of(call, line);
            rows.of(charge.source().hour(), charge).add(line);
        }
    }

    @Override
    public void finish() throws IOException {
        rows.finish();
        table.flush();
    }

    private record Row(FocusCharge charge, FocusCosts costs) {}

    private static List<FocusColumn<Row>> columns() {
        return FocusColumn.ordered(
                FocusColumn.ofSource(row -> row.charge.source()),
                List.of(
                        new FocusColumn<>(
                                "BilledCost", row -> row.costs.billed().toPlainString()),
                        new FocusColumn<>(
                                "BillingCurrency",
                                row -> row.charge.rate().price().currency().getCurrencyCode()),
                        new FocusColumn<>("ChargeCategory", row -> "Usage"),
                        new FocusColumn<>("ChargeClass", row -> null),
                        FocusColumn.text(
                                "ChargeDescription",
                                row -> "%s of %s"
                                        .formatted(
                                                row.charge.meter(),
                                                row.charge.source().model())),
                        new FocusColumn<>("ChargeFrequency", row -> "Usage-Based"),
                        new FocusColumn<>("ConsumedQuantity", row -> row.costs.quantity()),
                        new FocusColumn<>("ConsumedUnit", row -> row.charge.consumedUnit()),
                        new FocusColumn<>(
                                "ContractedCost", row -> row.costs.billed().toPlainString()),
                        new FocusColumn<>(
                                "ContractedUnitPrice",
                                row -> row.charge.contractedUnitPrice().amount().toPlainString()),
                        new FocusColumn<>(
                                "EffectiveCost", row -> row.costs.billed().toPlainString()),
                        new FocusColumn<>("InvoiceDetailId", row -> null),
                        new FocusColumn<>("InvoiceId", row -> null),
                        new FocusColumn<>("ListCost", row -> row.costs.listed().toPlainString()),
                        new FocusColumn<>(
                                "ListUnitPrice",
                                row -> row.charge.listUnitPrice().amount().toPlainString()),
                        new FocusColumn<>("PricingCategory", row -> "Standard"),
                        new FocusColumn<>(
                                "PricingQuantity",
                                row -> row.charge
                                        .pricingQuantity(row.costs.quantity())
                                        .toPlainString()),
                        new FocusColumn<>("PricingUnit", row -> row.charge.pricingUnit()),
                        FocusColumn.text("SkuId", row -> row.charge.skuId()),
                        new FocusColumn<>("SkuMeter", row -> row.charge.meter()),
                        FocusColumn.json("SkuPriceDetails", row -> priceDetails(row.charge.source())),
                        FocusColumn.text("SkuPriceId", row -> row.charge.skuPriceId()),
                        FocusColumn.json("x_Adjustments", row -> adjustments(row.charge)),
                        new FocusColumn<>("x_CostLineCount", row -> row.costs.lines()),
                        new FocusColumn<>("x_CostStatus", row -> ApiEnumNames.word(row.charge.status())),
                        FocusColumn.text("x_PriceVersionId", row -> row.charge.priceVersion())));
    }

    /** What makes the price, by names that the specification has none for. */
    private static Map<String, String> priceDetails(FocusSource source) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("x_ModelName", source.model().value());
        details.put("x_ServiceTierName", source.tier().value());
        if (source.region() != null) {
            details.put("x_RegionId", source.region().value());
        }
        return details;
    }

    /** By how many percent the list price is raised and lowered, by kind and basis. */
    private static Map<String, String> adjustments(FocusCharge charge) {
        Map<String, String> percentages = new LinkedHashMap<>();
        for (Adjustment adjustment : charge.adjustments()) {
            percentages.put(
                    ApiEnumNames.word(adjustment.kind()) + ":" + adjustment.basis(),
                    adjustment.percentage().value().toPlainString());
        }
        return percentages;
    }
}
