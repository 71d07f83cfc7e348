package io.tokentally.domain.budget;

import io.tokentally.domain.access.OwnerAction;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the database refuses a change to budgets: it answers a code, which is the name in small letters, and here are the words. */
public enum BudgetChangeRefusal {
    ONLY_OWNERS_SET_BUDGETS(OwnerAction.SET_BUDGETS.refusal()),
    BUDGET_NAMED_SO("Another budget is called %s. Choose another name."),
    BUDGET_TAG_NOT_DECLARED(
            "Usage is not told apart by the tag %s. Declare it among the organization's settings first."),
    NO_SUCH_BUDGET("There is no such budget, or it was ended. Load the list again."),
    TOO_MANY_BUDGETS("10,000 budgets already. End one first.");

    private final String text;

    BudgetChangeRefusal(String text) {
        this.text = text;
    }

    /** The one of that code; absent if there is none. */
    public static Optional<BudgetChangeRefusal> of(String code) {
        return Stream.of(values())
                .filter(refusal -> refusal.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst();
    }

    /** @param about what it is about, as far as the words name it */
    public BudgetRefusedException about(String about) {
        return new BudgetRefusedException(this, text.contains("%s") ? text.formatted(about) : text);
    }
}
