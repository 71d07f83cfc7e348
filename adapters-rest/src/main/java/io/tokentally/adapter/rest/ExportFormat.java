package io.tokentally.adapter.rest;

/** What kind of file an export of calls is. */
enum ExportFormat {
    CSV("csv", ExportFormat.CSV_TYPE),
    JSONL("jsonl", ExportFormat.JSONL_TYPE),
    PARQUET("parquet", ExportFormat.PARQUET_TYPE),
    FOCUS("focus.csv", ExportFormat.CSV_TYPE),
    FOCUS_UNPRICED("focus-unpriced.csv", ExportFormat.CSV_TYPE);

    static final String CSV_TYPE = "text/csv;charset=UTF-8";
    static final String JSONL_TYPE = "application/x-ndjson";

    /** As IANA has it. */
    static final String PARQUET_TYPE = "application/vnd.apache.parquet";

    private final String nameEnd;
    private final String contentType;

    /** @param nameEnd how the name of such a file ends, without the dot */
    ExportFormat(String nameEnd, String contentType) {
        this.nameEnd = nameEnd;
        this.contentType = contentType;
    }

    String nameEnd() {
        return nameEnd;
    }

    String contentType() {
        return contentType;
    }
}
