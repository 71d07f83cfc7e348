package io.tokentally.provider.wire;

import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the requests of a batch can use at most, by model and region. Of each only its figures are kept, and of a batch that is too
 * large, or of which one request cannot be told, nothing is.
 */
public final class BatchSums {

    /** More than any provider takes. */
    public static final int MAX_REQUESTS = 100_000;

    /** With the regions that they are asked in. */
    public static final int MAX_MODELS = 20;

    private final Map<Kind, Sum> sums = new LinkedHashMap<>();
    private int requests;
    private boolean unknown;

    private record Kind(ModelName model, @Nullable Region region) {}

    private static final class Sum {
        private long number;
        private long longestInput;
        private long input;
        private long output;
        private long answers;
        private boolean isLimited = true;
        private final Set<Unbounded> unbounded = EnumSet.noneOf(Unbounded.class);

        void add(RequestBounds bounds) {
            Long limit = bounds.outputTokens();
            number++;
            longestInput = Math.max(longestInput, bounds.inputTokens());
            input += bounds.inputTokens();
            output += limit == null ? 0 : limit;
            isLimited &= limit != null;
            answers += bounds.answers();
            unbounded.addAll(bounds.unbounded());
        }

        boolean isTooMuch() {
            return Math.max(input, Math.max(output, answers)) > Quantities.MAX_AMOUNT;
        }

        BatchedRequests of(Kind kind) {
            return new BatchedRequests(
                    kind.model(),
                    number,
                    longestInput,
                    new RequestBounds(
                            input,
                            isLimited ? output : null,
                            answers,
                            unbounded,
                            Set.of(ServiceTier.BATCH),
                            kind.region()));
        }
    }

    /** @param bounds of a request on its own; whatever tier it asks for, it is served as one of a batch */
    public void add(ModelName model, RequestBounds bounds) {
        if (unknown) {
            return;
        }
        Kind kind = new Kind(model, bounds.region());
        Sum sum = sums.computeIfAbsent(kind, first -> new Sum());
        sum.add(bounds);
        requests++;
        if (requests > MAX_REQUESTS || sums.size() > MAX_MODELS || sum.isTooMuch() || model.equals(ModelName.UNKNOWN)) {
            unknown();
        }
    }

    /** There is one of which it cannot be told what it can use, or of which model it is. */
    public void unknown() {
        unknown = true;
        sums.clear();
    }

    /** Whether nothing can be told any more, so that nobody need read on. */
    public boolean isUnknown() {
        return unknown;
    }

    /** Absent where nothing can be told, or there was nothing. */
    public Optional<BatchContents> contents() {
        List<BatchedRequests> all = new ArrayList<>(sums.size());
        sums.forEach((kind, sum) -> all.add(sum.of(kind)));
        return all.isEmpty() ? Optional.empty() : Optional.of(new BatchContents(all));
    }
}
