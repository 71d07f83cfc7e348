package io.tokentally.ui.usage;

import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.shell.Panel;
import java.util.Map;
import java.util.function.Function;

/** A panel with totals by something. */
class TotalsPanel extends Panel {

    private final TotalsTable table;

    TotalsPanel(String heading, String id, String nameHeading) {
        super(heading, id);
        table = new TotalsTable(heading, nameHeading);
        add(table);
    }

    <K> void show(UsageSummary summary, Map<K, UsageTotals> totals, Function<K, String> name) {
        table.show(totals, name, summary.totals().cost());
    }
}
