package io.tokentally.ui.shortlist;

import com.vaadin.flow.server.VaadinSession;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.RankedCandidate;
import io.tokentally.domain.shortlist.RankingId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody had ranked last, for as long as they are signed in here: it was paid for, and a page that is loaded again must not ask for
 * it a second time.
 *
 * @param job the description that it was made by
 * @param asked the calls that it was made by; nothing where there are none
 */
record LastRanking(
        UserId userId,
        OrganizationId organizationId,
        String job,
        List<RankedCandidate> ranked,
        @Nullable Asked asked) {

    /** @param since when a model was asked */
    record Asked(RankingId rankingId, Instant since) {}

    LastRanking {
        ranked = List.copyOf(ranked);
    }

    static Optional<LastRanking> of(Viewer viewer) {
        return Optional.ofNullable(VaadinSession.getCurrent().getAttribute(LastRanking.class))
                .filter(last ->
                        last.userId.equals(viewer.userId()) && last.organizationId.equals(viewer.organizationId()));
    }

    static void keep(Viewer viewer, String job, List<RankedCandidate> ranked, @Nullable Asked asked) {
        VaadinSession.getCurrent()
                .setAttribute(
                        LastRanking.class,
                        new LastRanking(viewer.userId(), viewer.organizationId(), job, ranked, asked));
    }
}
