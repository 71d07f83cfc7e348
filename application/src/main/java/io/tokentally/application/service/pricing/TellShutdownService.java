package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Optional;

/** Looks the shutdown up in the list that is in force, so that one which becomes known later marks earlier calls, too. */
public class TellShutdownService implements TellShutdownUseCase {

    private final ListPrices listPrices;

    public TellShutdownService(ListPrices listPrices) {
        this.listPrices = listPrices;
    }

    @Override
    public Optional<ModelLifecycle> before(UsageRecord call) {
        if (!call.outcome().isSuccess() || call.isFree()) {
            return Optional.empty();
        }
        return listPrices
                .priceBook()
                .lifecycleOf(call.provider(), call.billedModel())
                .filter(lifecycle -> lifecycle.isOverAt(call.createdAt()));
    }
}
