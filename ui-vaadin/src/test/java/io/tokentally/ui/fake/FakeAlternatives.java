package io.tokentally.ui.fake;

import io.tokentally.application.port.in.whatif.PriceAlternativesUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.whatif.AlternativePrices;
import io.tokentally.domain.whatif.UsedModel;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices what it is told that was used, by a book that it is given. */
public final class FakeAlternatives implements PriceAlternativesUseCase {

    private final Clock clock;
    private PriceBook book = new PriceBook(Money.USD, List.of());
    private List<UsedModel> used = List.of();
    private boolean tooManyCalls;
    private @Nullable WhatIfQuery asked;

    public FakeAlternatives(Clock clock) {
        this.clock = clock;
    }

    public void used(PriceBook prices, UsedModel... models) {
        book = prices;
        used = List.of(models);
        tooManyCalls = false;
    }

    /** Until it is said what was used. */
    public void looksAtTooManyCalls() {
        tooManyCalls = true;
    }

    public @Nullable WhatIfQuery asked() {
        return asked;
    }

    @Override
    public WhatIf whatIf(Viewer viewer, WhatIfQuery query) {
        viewer.requireMayLook(query.scope());
        asked = query;
        if (tooManyCalls) {
            throw new TooManyCallsException(200_000);
        }
        long calls = used.stream().mapToLong(UsedModel::calls).sum();
        Money cost = Money.sum(Money.USD, used.stream().map(UsedModel::cost).toList());
        return new AlternativePrices(book, clock.instant())
                .whatIf(query, new UsageTotals(calls, 0, 0, 0, 0, 0, cost), used);
    }
}
