package io.tokentally.ui.usage.export;

import java.util.Map;
import java.util.TreeMap;

/** A kind of file that calls are taken along as. */
enum ExportChoice {
    CSV("csv", false),
    CSV_ALL_COLUMNS("csv", true),
    JSON_LINES("jsonl", false),
    PARQUET("parquet", false),
    FOCUS("focus", false),
    FOCUS_UNPRICED("focus_unpriced", false);

    private final String format;
    private final boolean asksForAllColumns;

    ExportChoice(String format, boolean asksForAllColumns) {
        this.format = format;
        this.asksForAllColumns = asksForAllColumns;
    }

    /** What asks the API for it. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("format", format);
        if (asksForAllColumns) {
            parameters.put("columns", "all");
        }
        return parameters;
    }
}
