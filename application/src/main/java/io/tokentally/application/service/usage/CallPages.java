package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** The pages of an export, each in a transaction of its own. */
@Transactional(readOnly = true)
public class CallPages {

    private final CallHistory history;
    private final Sessions sessions;

    public CallPages(CallHistory history, Sessions sessions) {
        this.history = history;
        this.sessions = sessions;
    }

    /**
     * The next calls of the query, the newest first.
     *
     * @param last of the page before; absent for the first page
     * @throws AccessRefusedException if the viewer lost their role meanwhile: what row-level security then holds back would be taken
     *     for the end
     */
    public List<UsageRecord> next(Viewer viewer, CallQuery query, @Nullable UsageRecordId last, int limit) {
        List<UsageRecord> page =
                history.findOlder(viewer, query.scope(), query.period().range(), query.filter(), last, limit);
        // Asked after the page was read: a role that still is was there for all of it.
        boolean stillSo = sessions.find(viewer.token())
                .flatMap(session -> session.membershipIn(viewer.organizationId()))
                .filter(membership -> membership.role() == viewer.role())
                .isPresent();
        if (!stillSo) {
            throw new AccessRefusedException("Your role in %s changed. Sign in again, then repeat the export."
                    .formatted(viewer.organizationId()));
        }
        return page;
    }
}
