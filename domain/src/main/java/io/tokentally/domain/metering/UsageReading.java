package io.tokentally.domain.metering;

/** What an answer says about the usage of its call. */
public sealed interface UsageReading {

    /** What was used, as far as it is known. */
    default Quantities knownQuantities() {
        return switch (this) {
            case Reported reported -> reported.quantities();
            case Estimated estimated -> estimated.quantities();
            case Missing missing -> Quantities.NONE;
            case Invalid invalid -> Quantities.NONE;
            case NotBilled notBilled -> Quantities.NONE;
        };
    }

    /** The provider reported figures, and they make sense. */
    record Reported(Quantities quantities) implements UsageReading {}

    /** The provider reported nothing, and the tokens were counted here, with the model's tokenizer or one like it. */
    record Estimated(Quantities quantities) implements UsageReading {}

    /** The provider reported nothing although it did work: an interrupted stream, a time-out, a missing field. */
    record Missing() implements UsageReading {}

    /** The provider reported figures that contradict themselves, and none of them is believed. */
    record Invalid() implements UsageReading {}

    /** The call did no billable work: it was refused, or never reached the provider. */
    record NotBilled() implements UsageReading {}
}
