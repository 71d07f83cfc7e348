package io.tokentally.domain.budget;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget as it is in force.
 *
 * @param version counts its changes from 1 on
 * @param changedBy who made it what it is
 * @param endedAt since when it is not in force any more
 */
public record Budget(
        OrganizationId organization,
        BudgetId id,
        int version,
        BudgetTerms terms,
        UserId changedBy,
        Instant inForceFrom,
        @Nullable Instant endedAt) {}
