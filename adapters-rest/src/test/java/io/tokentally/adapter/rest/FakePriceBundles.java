package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.BundleReview.Change;
import io.tokentally.domain.pricing.BundleReview.Kind;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.StoredBundle;
import io.tokentally.domain.pricing.StoredBundle.Door;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes what says that it is good, in memory. */
final class FakePriceBundles implements ManagePriceBundlesUseCase {

    static final String SHA_256 = "ab".repeat(32);

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private @Nullable Waiting waiting;
    private @Nullable StoredBundle applied;

    @Override
    public Bundles bundles(Session session) {
        session.requireOperator();
        return new Bundles(
                applied, waiting, Set.of(SHA_256), List.of(new Refused(Door.FOLDER, "It is not signed", NOON)));
    }

    @Override
    public Waiting offer(Session session, String name, byte[] content) {
        session.requireOperator();
        if (!new String(content, StandardCharsets.UTF_8).equals("good")) {
            throw new PriceRefusedException("The price bundle %s is not signed".formatted(name));
        }
        waiting = new Waiting(
                bundle(null, null), List.of(new Change(Kind.NEW_MODEL, PriceFixtures.nanoPrice(), null, null)), "");
        return waiting;
    }

    @Override
    public StoredBundle apply(Session session, String sha256) {
        session.requireOperator();
        if (waiting == null || !sha256.equals(SHA_256)) {
            throw new PriceRefusedException("That price bundle does not wait any more.");
        }
        waiting = null;
        applied = bundle(NOON, "op");
        return applied;
    }

    private static StoredBundle bundle(@Nullable Instant at, @Nullable String by) {
        return new StoredBundle(
                new BundleRelease(7, LocalDate.of(2026, 12, 1)), SHA_256, SHA_256, Door.UPLOAD, NOON, at, by);
    }
}
