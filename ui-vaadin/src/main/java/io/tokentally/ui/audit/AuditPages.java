package io.tokentally.ui.audit;

import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.domain.audit.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages of a list that counts rows, over a log that is read by the number of the last entry seen. Which number stands
 * before which row is remembered, so that scrolling back reads no more than what is shown.
 */
final class AuditPages {

    /** Reads entries before a number. */
    @FunctionalInterface
    interface Source {

        /** @param before {@link Long#MAX_VALUE} for the newest */
        List<AuditEntry> read(long before, int limit);
    }

    private final Source source;
    private final TreeMap<Integer, Long> before = new TreeMap<>(Map.of(0, Long.MAX_VALUE));

    AuditPages(Source source) {
        this.source = source;
    }

    List<AuditEntry> page(int offset, int limit) {
        Map.Entry<Integer, Long> known = before.floorEntry(offset);
        int row = known.getKey();
        long last = known.getValue();
        List<AuditEntry> page = new ArrayList<>();
        while (row < offset + limit) {
            int wanted = Math.min(offset + limit - row, ReadAuditUseCase.MAX_LIMIT);
            List<AuditEntry> read = source.read(last, wanted);
            for (AuditEntry entry : read) {
                if (row >= offset) {
                    page.add(entry);
                }
                row++;
                last = entry.number();
            }
            before.put(row, last);
            if (read.size() < wanted) {
                break;
            }
        }
        return page;
    }
}
