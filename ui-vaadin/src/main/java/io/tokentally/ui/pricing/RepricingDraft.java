package io.tokentally.ui.pricing;

import io.tokentally.domain.pricing.UnpricedModel;
import io.tokentally.domain.repricing.CallsOfVersion;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What the form for a repricing begins with.
 *
 * @param from the first day
 * @param until the last day
 * @param provider empty for all
 * @param model a pattern; empty for all
 */
record RepricingDraft(
        LocalDate from, LocalDate until, String provider, String model, boolean unpricedOnly, String reason) {

    /** For the calls of the last thirty days. */
    static RepricingDraft lastDays(LocalDate today) {
        return new RepricingDraft(today.minusDays(29), today, "", "", false, "");
    }

    /** For the calls that waited for a price. */
    static RepricingDraft of(UnpricedModel waiting, ZoneId zone, String reason) {
        return new RepricingDraft(
                LocalDate.ofInstant(waiting.firstSeen(), zone),
                LocalDate.ofInstant(waiting.lastSeen(), zone),
                waiting.provider().value(),
                waiting.model().value(),
                true,
                reason);
    }

    /** For the calls that a version was applied to. */
    static RepricingDraft of(CallsOfVersion calls, ZoneId zone, String reason) {
        return new RepricingDraft(
                LocalDate.ofInstant(calls.firstSeen(), zone),
                LocalDate.ofInstant(calls.lastSeen(), zone),
                calls.provider().value(),
                calls.model().value(),
                false,
                reason);
    }
}
