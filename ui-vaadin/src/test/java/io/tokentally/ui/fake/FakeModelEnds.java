package io.tokentally.ui.fake;

import io.tokentally.application.port.in.pricing.WatchModelEndsUseCase;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Models that end, as a test says. */
public final class FakeModelEnds implements WatchModelEndsUseCase {

    private List<EndingModel> ending = List.of();

    public void set(EndingModel... models) {
        ending = List.of(models);
    }

    /** Used by 1,204 calls, for $12.50. */
    public static EndingModel ending(
            String model, LocalDate shutDown, @Nullable String replacement, @Nullable Money replacementCost) {
        return new EndingModel(
                new ModelName(model),
                new ModelLifecycle(
                        Provider.OPENAI,
                        List.of(new ModelPattern(model)),
                        shutDown,
                        replacement == null ? null : new ModelName(replacement),
                        "https://developers.openai.com/api/docs/deprecations"),
                1_204,
                Money.usd("12.50"),
                replacementCost);
    }

    @Override
    public List<EndingModel> ending(Viewer viewer, UsageScope scope) {
        viewer.requireMayLook(scope);
        return ending;
    }
}
