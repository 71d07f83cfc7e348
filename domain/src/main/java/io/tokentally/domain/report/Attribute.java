package io.tokentally.domain.report;

/** What every call has one value of, by what it is or by who made it; the empty text stands for none. */
public enum Attribute implements Dimension {
    /** The feature, or the API's operation where none was named. */
    ENDPOINT,
    OPERATION,
    PROVIDER,
    /** The model that served, its snapshots together; what other models did for a call is under theirs. */
    MODEL,
    /** The model that served, by its exact name. */
    SNAPSHOT,
    USER,
    /** The virtual key that the call was made with. */
    KEY,
    SERVICE_TIER,
    REGION,
    /** The version of the price that was applied, of a call in parts that of its first. */
    PRICE_VERSION,
    /** The lengths of input that the price was for, where long ones cost another: {@link io.tokentally.domain.pricing.InputBand}. */
    INPUT_BAND,
    /** Whether it succeeded, in the words of {@link io.tokentally.domain.usage.CallFilter.Status}. */
    STATUS,
    FAILURE_KIND,
    /** With which the provider answered a call that failed; none where it gave no answer. */
    HTTP_STATUS,
    COST_STATUS;

    /** Whether there are calls that have none of it. */
    public boolean mayBeMissing() {
        return switch (this) {
            case OPERATION, KEY, REGION, PRICE_VERSION, INPUT_BAND, FAILURE_KIND, HTTP_STATUS -> true;
            case ENDPOINT, PROVIDER, MODEL, SNAPSHOT, USER, SERVICE_TIER, STATUS, COST_STATUS -> false;
        };
    }
}
