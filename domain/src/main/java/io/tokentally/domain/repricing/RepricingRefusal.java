package io.tokentally.domain.repricing;

import io.tokentally.domain.access.OwnerAction;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the ledger does not let calls be priced again, each with what people read of it. */
public enum RepricingRefusal {
    ONLY_OWNERS_REPRICE(OwnerAction.REPRICE.refusal()),
    REPRICING_UNKNOWN("There is no such repricing in the organization. Load the list again."),
    REPRICING_IN_OTHER_STATE("This cannot be done with a repricing that is %s. Load the list again."),
    NO_REPRICING_WORK("The work on this repricing has ended. Resume the repricing."),
    CALLS_SEEN_BEFORE("The repricing has looked at these calls before."),
    CALLS_NOT_IN_LEDGER("Some of these calls are not in the organization's ledger. Price the range again."),
    USAGE_SEALED("What was called before %s is sealed, and its costs stay as they are. Leave that time out."),
    LATER_REPRICING("A later repricing has changed the same calls. Undo that one first."),
    COSTS_LEFT_TO_PUT_BACK("%s calls still have to get their old costs back.");

    private final String message;

    RepricingRefusal(String message) {
        this.message = message;
    }

    /** The reason with that code, which is its name in lower case. */
    public static Optional<RepricingRefusal> withCode(String code) {
        return Stream.of(values())
                .filter(reason -> reason.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst();
    }

    /** @param detail the state, or how many; empty where there is nothing to tell */
    public RepricingRefusedException about(String detail) {
        return new RepricingRefusedException(message.formatted(detail));
    }
}
