package io.tokentally.domain.budget;

/** A budget that cannot be set so. The message is for whoever tried. */
public final class BudgetRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BudgetRefusedException(String message) {
        super(message);
    }

    /** @throws IllegalArgumentException if there is no such code of the database's */
    public static BudgetRefusedException ofCode(String code, String about) {
        return switch (code) {
            case "budget_name_taken" ->
                new BudgetRefusedException("There is a budget named '%s' already. Choose another name.".formatted(about));
            case "tag_not_declared" ->
                new BudgetRefusedException(
                        "Usage is not told apart by the tag '%s'. Declare it under Organization, Tags first.".formatted(about));
            case "too_many_budgets" ->
                new BudgetRefusedException("There are %s budgets, and can be no more. End one.".formatted(about));
            case "budget_unknown" -> new BudgetRefusedException("There is no such budget, or it was ended.");
            default -> throw new IllegalArgumentException("Unknown refusal of a budget: " + code);
        };
    }
}
