package io.tokentally.application.service.mailing;

import io.tokentally.domain.budget.BindingBudgets.Binding;
import io.tokentally.domain.summary.UsageTotals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a mail.
 *
 * @param organization what everybody used, for those who may see it
 * @param budgets that bind the person, as they stand when the mail is written
 */
record MailedUsage(Part own, @Nullable Part organization, List<Binding> budgets) {

    MailedUsage {
        budgets = List.copyOf(budgets);
    }

    /** Whether nothing was used. */
    boolean isEmpty() {
        return own.totals().requests() == 0
                && (organization == null || organization.totals().requests() == 0);
    }

    /**
     * What was used by one person, or by all.
     *
     * @param before of the week or the month before
     * @param models that cost most, and what is left of them as the last
     * @param endpoints likewise
     */
    record Part(UsageTotals totals, UsageTotals before, List<Group> models, List<Group> endpoints) {

        Part {
            models = List.copyOf(models);
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * What one model or endpoint used.
     *
     * @param name none for all that are not told one by one
     */
    record Group(@Nullable String name, UsageTotals totals) {}
}
