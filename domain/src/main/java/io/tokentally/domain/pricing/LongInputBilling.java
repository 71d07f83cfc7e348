package io.tokentally.domain.pricing;

/** What the rate for long inputs is charged for. */
public enum LongInputBilling {
    /** For every token of the request, once its input is longer than the tier's start. OpenAI's and Anthropic's way. */
    WHOLE_REQUEST,
    /** For the part of each unit's own quantity that lies above the tier's start; what lies below costs as before. */
    PART_ABOVE
}
