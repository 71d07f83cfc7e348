package io.tokentally.domain.change;

/** Why a period cost another amount than the one before. All of it together is the whole difference. */
public enum ChangeCause {
    /** More or fewer calls. */
    CALLS,
    /** Other shares of the providers' models, by their exact names, in the calls. */
    MODELS,
    /** Other shares of the service tiers in a model's calls. */
    TIERS,
    /** Longer or shorter inputs: more or fewer input tokens for each call. */
    INPUT_LENGTH,
    /** Longer or shorter outputs, reasoning among them. */
    OUTPUT_LENGTH,
    /** More or less for each call of what is counted in other units: seconds, images, searches. */
    OTHER_UNITS,
    /** Another share of the input that was read from a cache, or written to one. */
    CACHE,
    /** Other list prices, the versions of a price among them. */
    LIST_PRICES,
    /** Other rates of the same version of a price: for longer inputs, and in other regions. */
    LENGTH_AND_REGION_RATES,
    /** Other rates and discounts that the organization agreed on, or another share of what they are for. */
    AGREED_RATES,
    /** What was paid for calls that failed. */
    FAILED_CALLS,
    /** What the sums do not tell the reason of. */
    NOT_ATTRIBUTED
}
