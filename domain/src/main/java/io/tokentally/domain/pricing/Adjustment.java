package io.tokentally.domain.pricing;

import io.tokentally.domain.text.PlainText;

/**
 * By how much a rate of the list is raised or lowered for one call.
 *
 * @param basis the region that costs more, or the discount that was granted
 * @param percentage of the amount; negative where it gets cheaper
 */
public record Adjustment(Kind kind, String basis, Percentage percentage) {

    /** Why a rate is adjusted. */
    public enum Kind {
        REGION_UPLIFT,
        DISCOUNT
    }

    public Adjustment {
        basis = PlainText.require("adjustment basis", basis, 120);
    }
}
