package io.tokentally.application.service.usage;

import io.tokentally.domain.usage.UsageRecordId;
import java.util.LinkedHashMap;

/** The last works that were billed once, so that whoever counts along does not count them each time they are fetched. */
final class RecentJobIds {

    private static final int MOST = 10_000;

    private final LinkedHashMap<UsageRecordId, Boolean> seen = new LinkedHashMap<>();

    /** Whether it has not been seen lately. */
    synchronized boolean isNew(UsageRecordId id) {
        boolean isNew = seen.putIfAbsent(id, Boolean.TRUE) == null;
        if (seen.size() > MOST) {
            seen.pollFirstEntry();
        }
        return isNew;
    }
}
