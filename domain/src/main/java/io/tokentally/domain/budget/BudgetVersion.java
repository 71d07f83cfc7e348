package io.tokentally.domain.budget;

import io.tokentally.domain.access.UserId;
import java.time.Instant;

/** What a budget said from an instant on, until the next version. */
public record BudgetVersion(int version, BudgetTerms terms, UserId changedBy, Instant inForceFrom) {}
