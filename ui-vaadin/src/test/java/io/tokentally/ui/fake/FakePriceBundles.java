package io.tokentally.ui.fake;

import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.BundleReview.Change;
import io.tokentally.domain.pricing.BundleReview.Kind;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.StoredBundle;
import io.tokentally.domain.pricing.StoredBundle.Door;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A publisher whose bundles are whatever is not empty, in memory. */
public final class FakePriceBundles implements ManagePriceBundlesUseCase {

    private static final String SHA_256 = "ab".repeat(32);

    private final Clock clock;
    private @Nullable Waiting waiting;
    private @Nullable StoredBundle applied;

    public FakePriceBundles(Clock clock) {
        this.clock = clock;
    }

    public void reset() {
        waiting = null;
        applied = null;
    }

    @Override
    public Bundles bundles(Session session) {
        session.requireOperator();
        return new Bundles(
                applied,
                waiting,
                Set.of(SHA_256),
                List.of(new Refused(Door.ADDRESS, "The signature is wrong", clock.instant())));
    }

    @Override
    public Waiting offer(Session session, String name, byte[] content) {
        session.requireOperator();
        if (content.length == 0) {
            throw new PriceRefusedException("The price bundle %s cannot be used: it is empty".formatted(name));
        }
        List<Change> changes = List.of(
                new Change(
                        Kind.NEW_MODEL,
                        PriceFixtures.price(
                                "openai/gpt-7/standard/2026-12-01",
                                new ModelName("gpt-7"),
                                PriceFixtures.LAUNCH,
                                null,
                                PriceFixtures.perMillion(UsageUnit.INPUT_TOKENS, "2.50")),
                        null,
                        null),
                new Change(
                        Kind.SHUTDOWN,
                        null,
                        null,
                        new ModelLifecycle(
                                Provider.OPENAI,
                                List.of(new ModelPattern("gpt-4o")),
                                LocalDate.of(2027, 3, 1),
                                new ModelName("gpt-7"),
                                "https://openai.example")));
        waiting = new Waiting(bundle(null), changes, "");
        return waiting;
    }

    @Override
    public StoredBundle apply(Session session, String sha256) {
        session.requireOperator();
        waiting = null;
        applied = bundle("op");
        return applied;
    }

    private StoredBundle bundle(@Nullable String by) {
        return new StoredBundle(
                new BundleRelease(7, LocalDate.of(2026, 12, 1)),
                SHA_256,
                SHA_256,
                Door.UPLOAD,
                clock.instant(),
                by == null ? null : clock.instant(),
                by);
    }
}
