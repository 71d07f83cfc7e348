package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase;
import io.tokentally.domain.pricing.BundleReview;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.StoredBundle;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the installation stands with price bundles. */
@Schema(name = "PriceBundles")
record PriceBundlesResponse(
        @Schema(description = "The bundle that was applied last; null while none was") @Nullable
        Bundle applied,

        @Schema(description = "The bundle that waits; null while none does") @Nullable
        Waiting waiting,

        @Schema(description = "SHA-256 of the public keys whose bundles are taken")
        List<String> trustedKeys,

        @Schema(description = "What came by itself to this instance and was refused")
        List<Refused> refused) {

    static PriceBundlesResponse of(ManagePriceBundlesUseCase.Bundles bundles) {
        StoredBundle applied = bundles.applied();
        ManagePriceBundlesUseCase.Waiting waiting = bundles.waiting();
        return new PriceBundlesResponse(
                applied == null ? null : Bundle.of(applied),
                waiting == null ? null : Waiting.of(waiting),
                bundles.trustedKeys().stream().sorted().toList(),
                bundles.refused().stream()
                        .map(refused -> new Refused(word(refused.door()), refused.why(), refused.at()))
                        .toList());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Schema(name = "PriceBundle")
    record Bundle(
            int version,
            @Schema(example = "2026-12-01") String date,
            String sha256,
            String key,

            @Schema(allowableValues = {"folder", "upload", "address"})
            String door,

            Instant offeredAt,
            @Nullable Instant appliedAt,
            @Nullable String appliedBy) {

        static Bundle of(StoredBundle bundle) {
            return new Bundle(
                    bundle.release().version(),
                    bundle.release().date().toString(),
                    bundle.sha256(),
                    bundle.key(),
                    word(bundle.door()),
                    bundle.offeredAt(),
                    bundle.appliedAt(),
                    bundle.appliedBy());
        }
    }

    @Schema(name = "WaitingPriceBundle")
    record Waiting(
            Bundle bundle,
            List<Change> changes,

            @Schema(description = "Why it cannot be applied; empty if it can")
            String refusal) {

        static Waiting of(ManagePriceBundlesUseCase.Waiting waiting) {
            return new Waiting(
                    Bundle.of(waiting.bundle()),
                    waiting.changes().stream().map(Change::of).toList(),
                    waiting.refusal());
        }
    }

    @Schema(name = "PriceBundleChange")
    record Change(
            @Schema(allowableValues = {"new_model", "new_price", "correction", "withdrawn", "end", "names", "shutdown"})
            String kind,

            @Schema(description = "The price version; null for a shutdown") @Nullable
            String version,

            @Schema(description = "The version that counted before; null where there was none") @Nullable
            String before,

            @Nullable Instant from,
            @Nullable Instant until,

            @Schema(description = "For a shutdown: the names of the models")
            List<String> models,

            @Nullable String shutDown,
            @Nullable String replacement) {

        static Change of(BundleReview.Change change) {
            ModelPrice after = change.after();
            ModelPrice before = change.before();
            ModelLifecycle shutdown = change.shutdown();
            return new Change(
                    word(change.kind()),
                    after == null ? null : after.version(),
                    before == null ? null : before.version(),
                    after == null ? null : after.validity().from(),
                    after == null ? null : after.validity().until(),
                    shutdown == null
                            ? List.of()
                            : shutdown.matches().stream().map(Objects::toString).toList(),
                    shutdown == null ? null : shutdown.shutDown().toString(),
                    shutdown == null || shutdown.replacement() == null
                            ? null
                            : shutdown.replacement().value());
        }
    }

    @Schema(name = "RefusedPriceBundle")
    record Refused(String door, String why, Instant at) {}
}
