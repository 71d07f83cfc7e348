package io.tokentally.domain.metering;

import java.util.List;

/** What an answer says about the usage of its call. */
public sealed interface UsageReading {

    /** The kinds of readings, by the names that records and the ledger keep. */
    enum Kind {
        REPORTED,
        ESTIMATED,
        MISSING,
        INVALID,
        NOT_BILLED;

        /** A reading of this kind; of one that knows no quantities or parts they do not matter. */
        public UsageReading of(Quantities quantities, List<UsagePart> parts) {
            return switch (this) {
                case REPORTED -> new Reported(quantities, parts);
                case ESTIMATED -> new Estimated(quantities, parts);
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

    /** The parts that it is billed in, each at rates of its own; none where it is billed as one. */
    default List<UsagePart> parts() {
        return List.of();
    }

    /**
     * The provider reported figures, and they make sense.
     *
     * @param quantities of the whole call
     * @param parts what the quantities are the sum of, where the call is billed in parts
     */
    record Reported(Quantities quantities, List<UsagePart> parts) implements UsageReading {

        /** Of a call that is billed as one. */
        public Reported(Quantities quantities) {
            this(quantities, List.of());
        }

        /** @throws InvalidQuantitiesException if there are too many parts, or they do not add up to the quantities */
        public Reported {
            parts = UsagePart.requireSum(quantities, parts);
        }

        /**
         * Of a call that is billed in parts.
         *
         * @throws InvalidQuantitiesException if they are too many, or add up to something absurd
         */
        public static Reported inParts(List<UsagePart> parts) {
            return new Reported(UsagePart.sumOf(parts), parts);
        }

        @Override
        public Quantities knownQuantities() {
            return quantities;
        }

        @Override
        public Kind kind() {
            return Kind.REPORTED;
        }
    }

    /**
     * The provider reported nothing, and the tokens were counted here, with the model's tokenizer or one like it; or what it
     * reported is known to be near what it bills, and no more.
     *
     * @param quantities of the whole call
     * @param parts what the quantities are the sum of, where the call is billed in parts
     */
    record Estimated(Quantities quantities, List<UsagePart> parts) implements UsageReading {

        /** Of a call that is billed as one. */
        public Estimated(Quantities quantities) {
            this(quantities, List.of());
        }

        /** @throws InvalidQuantitiesException if there are too many parts, or they do not add up to the quantities */
        public Estimated {
            parts = UsagePart.requireSum(quantities, parts);
        }

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
