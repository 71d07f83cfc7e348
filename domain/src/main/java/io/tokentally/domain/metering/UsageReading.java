package io.tokentally.domain.metering;

/** What an answer says about the usage of its call. */
public sealed interface UsageReading {

    /** The kinds of readings, by the names that records and the ledger keep. */
    enum Kind {
        REPORTED,
        ESTIMATED,
        MISSING,
        INVALID,
        NOT_BILLED;

        /** A reading of this kind; of one that knows no quantities they do not matter. */
        public UsageReading of(Quantities quantities) {
            return switch (this) {
                case REPORTED -> new Reported(quantities);
                case ESTIMATED -> new Estimated(quantities);
                case MISSING -> new Missing();
                case INVALID -> new Invalid();
                case NOT_BILLED -> new NotBilled();
            };
        }
    }

    Kind kind();

    /** What was used, as far as it is known. */
    default Quantities knownQuantities() {
        return Quantities.NONE;
    }

    /** The provider reported figures, and they make sense. */
    record Reported(Quantities quantities) implements UsageReading {

        @Override
        public Quantities knownQuantities() {
            return quantities;
        }

        @Override
        public Kind kind() {
            return Kind.REPORTED;
        }
    }

    /** The provider reported nothing, and the tokens were counted here, with the model's tokenizer or one like it. */
    record Estimated(Quantities quantities) implements UsageReading {

        @Override
        public Quantities knownQuantities() {
            return quantities;
        }

        @Override
        public Kind kind() {
            return Kind.ESTIMATED;
        }
    }

    /** The provider reported nothing although it did work: an interrupted stream, a time-out, a missing field. */
    record Missing() implements UsageReading {

        @Override
        public Kind kind() {
            return Kind.MISSING;
        }
    }

    /** The provider reported figures that contradict themselves, and none of them is believed. */
    record Invalid() implements UsageReading {

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }
    }

    /** The call did no billable work: it was refused, or never reached the provider. */
    record NotBilled() implements UsageReading {

        @Override
        public Kind kind() {
            return Kind.NOT_BILLED;
        }
    }
}
