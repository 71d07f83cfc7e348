package io.tokentally.adapter.usagefile;

import io.tokentally.application.port.out.usage.UsageFiles.Rows;
import java.util.HashSet;
import java.util.Set;

/** What is told of a file, each thing once, and of very many things not all. */
final class Notes {

    private static final int MAX_NOTES = 50;

    private final Rows rows;
    private final Set<String> told = new HashSet<>();

    Notes(Rows rows) {
        this.rows = rows;
    }

    void add(String text) {
        if (told.size() < MAX_NOTES && told.add(text)) {
            rows.noted(text);
        }
    }
}
