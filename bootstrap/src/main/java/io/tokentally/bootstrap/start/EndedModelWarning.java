package io.tokentally.bootstrap.start;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelLifecycle;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says in the log of a start that the model of the AI features has been shut down, where the price list knows so. */
final class EndedModelWarning implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(EndedModelWarning.class);

    private final ListPrices listPrices;
    private final ModelName model;
    private final Clock clock;

    EndedModelWarning(ListPrices listPrices, ModelName model, Clock clock) {
        this.listPrices = listPrices;
        this.model = model;
        this.clock = clock;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        check();
    }

    void check() {
        listPrices
                .priceBook()
                .lifecycleOf(Provider.OPENAI, model)
                .filter(lifecycle -> lifecycle.isOverAt(clock.instant()))
                .ifPresent(this::warn);
    }

    private void warn(ModelLifecycle lifecycle) {
        ModelName replacement = lifecycle.replacement();
        LOG.warn(
                "The model of the AI features, {}, was shut down on {}{}. Set TOKENTALLY_OPENAI_MODEL to another.",
                model,
                lifecycle.shutDown(),
                replacement == null ? "" : "; its provider names %s in its place".formatted(replacement));
    }
}
