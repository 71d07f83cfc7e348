package io.tokentally.provider.wire;

import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsagePart.Flaw;
import io.tokentally.domain.metering.UsageReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums of the usage parts of many requests, in memory that does not grow with them. Requests of one model on one tier whose
 * inputs end within the same thousand tokens are one part, for rates change at whole thousands: each is priced at its own length.
 * Where the requests are of more kinds than a call has parts, the bands get wider, and the sums are an estimate.
 */
public final class UsagePartSums {

    private static final long FINEST_BAND = 1_000;
    private static final long WIDEST_BAND = 1_000_000_000_000L;
    private static final int WIDENING = 10;

    private Map<Kind, UsagePart> sums = new LinkedHashMap<>();
    private long band = FINEST_BAND;
    private boolean estimated;
    private boolean tooMany;

    private record Kind(
            String kind,
            @Nullable ModelName model,
            @Nullable ServiceTier tier,
            long band,
            @Nullable Flaw flaw) {}

    /** @throws InvalidQuantitiesException if the sum is absurdly much */
    public void add(UsagePart part) {
        addTo(sums, part);
        while (sums.size() > UsagePart.MAX_PARTS && !tooMany) {
            widen();
        }
    }

    /** What was added is near what is billed, and no more. */
    public void estimated() {
        estimated = true;
    }

    /** What the requests used; not billed where there was nothing to add. */
    public UsageReading reading() {
        if (tooMany) {
            return new UsageReading.Invalid();
        }
        List<UsagePart> parts = new ArrayList<>(sums.values());
        if (parts.isEmpty()) {
            return new UsageReading.NotBilled();
        }
        try {
            return estimated
                    ? new UsageReading.Estimated(UsagePart.sumOf(parts), parts)
                    : UsageReading.Reported.inParts(parts);
        } catch (InvalidQuantitiesException e) {
            return new UsageReading.Invalid();
        }
    }

    private void widen() {
        Map<Kind, UsagePart> wider = new LinkedHashMap<>();
        if (band >= WIDEST_BAND) {
            tooMany = true;
        } else {
            band *= WIDENING;
            estimated = true;
            sums.values().forEach(part -> addTo(wider, part));
        }
        sums = wider;
    }

    private void addTo(Map<Kind, UsagePart> all, UsagePart part) {
        if (!tooMany) {
            long length = Math.max(0, part.requestInputTokens() - 1) / band;
            all.merge(
                    new Kind(part.kind(), part.model(), part.serviceTier(), length, part.flaw()),
                    part,
                    UsagePartSums::sum);
        }
    }

    private static UsagePart sum(UsagePart one, UsagePart other) {
        return new UsagePart(
                one.kind(),
                one.model(),
                one.serviceTier(),
                one.quantities().plus(other.quantities()),
                Math.max(one.requestInputTokens(), other.requestInputTokens()),
                one.flaw());
    }
}
