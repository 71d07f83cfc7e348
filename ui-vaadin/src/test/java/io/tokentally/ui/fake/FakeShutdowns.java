package io.tokentally.ui.fake;

import io.tokentally.application.port.in.pricing.CompareShutdownsUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ShutdownComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider tells of the ends of its models, as a test says; without that there is no key to ask with. */
public final class FakeShutdowns implements CompareShutdownsUseCase {

    private @Nullable ShutdownComparison comparison;

    public void reset() {
        comparison = null;
    }

    public void tells(boolean told, ShutdownComparison.Difference... differences) {
        comparison = new ShutdownComparison(Provider.OPENAI, 87, told, List.of(differences));
    }

    @Override
    public ShutdownComparison compare(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        if (comparison == null) {
            throw new KeyRefusedException("Your organization has stored no key for openai.");
        }
        return comparison;
    }
}
