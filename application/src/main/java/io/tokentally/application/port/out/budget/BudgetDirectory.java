package io.tokentally.application.port.out.budget;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;

/** All organizations' budgets that block, in memory, for whoever has to know at once. No method waits for anything. */
@SystemPort("asked when a call comes in, of the organization that its key belongs to")
public interface BudgetDirectory {

    /** Those of an organization; the same ones until one of them changes. */
    BlockingBudgets blocking(OrganizationId organizationId);
}
