package io.tokentally.adapter.rest;

import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes how many calls are missing from {@link FocusCsv} since nobody knows what they cost, whose they are, and why. */
final class FocusUnpricedCsv implements CallsFile {

    private static final List<FocusColumn<Row>> COLUMNS = FocusColumn.ordered(
            FocusColumn.ofSource(row -> row.gap.source()),
            List.of(
                    new FocusColumn<>("x_CallCount", row -> row.calls.count),
                    FocusColumn.json("x_Quantities", row -> row.calls.quantities),
                    new FocusColumn<>("x_UnpricedReason", row -> ApiEnumNames.word(row.gap.reason()))));

    private final FocusTable<Row> table;
    private final HourlyRows<FocusGap, Calls> rows;

    FocusUnpricedCsv(OutputStream out) throws IOException {
        table = new FocusTable<>(out, COLUMNS);
        rows = new HourlyRows<>(Calls::new, (gap, calls) -> table.print(new Row(gap, calls)));
    }

    @Override
    public void write(UsageRecord call) throws IOException {
        if (call.cost().status() == CostStatus.UNPRICED) {
            FocusGap gap = FocusGap.of(call);
            rows.of(gap.source().hour(), gap).add(call.quantities());
        }
    }

    @Override
    public void finish() throws IOException {
        rows.finish();
        table.flush();
    }

    private record Row(FocusGap gap, Calls calls) {}

    /** How many there are, and what they used as far as it is known. */
    private static final class Calls {

        private long count;
        private final Map<String, Long> quantities = new TreeMap<>();

        void add(Quantities used) {
            count++;
            used.amounts().forEach((unit, amount) -> quantities.merge(ApiEnumNames.word(unit), amount, Math::addExact));
        }
    }
}
