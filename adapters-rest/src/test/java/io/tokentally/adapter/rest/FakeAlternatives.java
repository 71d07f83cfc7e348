package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.whatif.PriceAlternativesUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.report.UndeclaredTagException;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.whatif.Alternative;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two alternatives to whatever is asked, and remembers what that was. */
final class FakeAlternatives implements PriceAlternativesUseCase {

    private @Nullable WhatIfQuery asked;
    private boolean tooManyCalls;

    @Nullable
    WhatIfQuery asked() {
        return asked;
    }

    void looksAtTooManyCalls(boolean really) {
        tooManyCalls = really;
    }

    @Override
    public WhatIf whatIf(Viewer viewer, WhatIfQuery query) {
        viewer.requireMayLook(query.scope());
        asked = query;
        query.filters().keySet().stream()
                .filter(dimension -> dimension instanceof Tag && !dimension.equals(FakeReports.DECLARED))
                .findAny()
                .ifPresent(tag -> {
                    throw new UndeclaredTagException((Tag) tag, List.of(FakeReports.DECLARED));
                });
        if (tooManyCalls) {
            throw new TooManyCallsException(200_000);
        }
        return new WhatIf(
                query,
                new UsageTotals(12, 0, 1, 0, 0, 0, Money.usd("11")),
                Money.usd("10"),
                2,
                List.of(
                        new Alternative(
                                Alternative.Kind.TIER,
                                Provider.OPENAI,
                                new ModelName("gpt-4.1"),
                                ServiceTier.STANDARD,
                                9,
                                null,
                                ServiceTier.BATCH,
                                Money.usd("10"),
                                Money.usd("5")),
                        new Alternative(
                                Alternative.Kind.DISCOUNT,
                                Provider.OPENAI,
                                null,
                                null,
                                9,
                                null,
                                null,
                                Money.usd("10"),
                                Money.usd("9"))),
                List.of(),
                null);
    }
}
