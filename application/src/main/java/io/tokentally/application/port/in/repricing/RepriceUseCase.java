package io.tokentally.application.port.in.repricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.repricing.MispricedCalls;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRequest;
import java.util.List;

/**
 * An owner prices calls again by what is known by now. The old cost stays in the audit trail, the roll-ups follow, and it can
 * be undone. Whoever is no owner is refused with {@link io.tokentally.domain.access.AccessRefusedException}.
 */
@ReadsOrganizationData
public interface RepriceUseCase {

    /** What it would do, by model, the one with the greatest difference first. Changes nothing. */
    List<RepricedTotals> preview(Viewer viewer, RepricingRequest request);

    /** The calls that were priced by what was corrected since, or taken back; a repricing mends them. */
    List<MispricedCalls> mispriced(Viewer viewer);

    /** Starts it and returns at once; {@link #repricings} tells how far it is. */
    RepricingId start(Viewer viewer, RepricingRequest request);

    /**
     * Goes on with one that a stop of the application interrupted, from where it was. One that is at work stays as it is.
     *
     * @throws io.tokentally.domain.repricing.RepricingRefusedException if it is finished
     */
    void resume(Viewer viewer, RepricingId id);

    /**
     * Puts the old costs back, in the background as well.
     *
     * @throws io.tokentally.domain.repricing.RepricingRefusedException if it is not finished, was undone, or a later one has changed
     *     the same calls since: undo that first
     */
    void undo(Viewer viewer, RepricingId id);

    /** All of the organization, the newest first. */
    List<Repricing> repricings(Viewer viewer);

    /** Whether this process works at it: an unfinished one that nobody works at waits to be resumed. */
    boolean isAtWork(Viewer viewer, RepricingId id);
}
