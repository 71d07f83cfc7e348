package io.tokentally.application.service.budget;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What calls of each endpoint and model have used lately: the output tokens, and the input tokens for each byte of the request, that 95
 * of 100 did not exceed. Of those that made fewer than {@value #LEAST} calls nothing is expected.
 *
 * <p>Kept as counts in classes whose bounds grow by a fifth each, so that what is told is at most a fifth too much; when there are
 * {@value #MOST} counts all are halved, so that the last ones weigh most.
 */
final class ExpectedUse {

    static final int LEAST = 20;
    private static final int MOST = 1_000;
    private static final int MAX_KINDS = 20_000;
    private static final int CLASSES = 100;
    private static final int PERCENT = 95;

    /** The most that falls into each class. */
    private static final long[] BOUNDS = bounds();

    /** Of an input whose tokens are told for each byte, in thousandths. */
    private static final int PER_BYTE = 1_000;

    private final Map<Kind, Use> uses = new ConcurrentHashMap<>();

    private static long[] bounds() {
        long[] bounds = new long[CLASSES];
        for (int i = 1; i < CLASSES; i++) {
            bounds[i] = Math.max(bounds[i - 1] + 1, bounds[i - 1] * 6 / 5);
        }
        return bounds;
    }

    private record Kind(OrganizationId organization, Endpoint endpoint, ModelName model) {

        static Kind of(BudgetedCall call) {
            return new Kind(call.organization(), call.endpoint(), call.model());
        }
    }

    private static final class Use {
        private final int[] outputs = new int[CLASSES];
        private final int[] inputs = new int[CLASSES];
        private int calls;

        synchronized void add(long outputTokens, long inputPerByte) {
            outputs[classOf(outputTokens)]++;
            inputs[classOf(inputPerByte)]++;
            if (++calls == MOST) {
                calls = 0;
                for (int i = 0; i < CLASSES; i++) {
                    outputs[i] /= 2;
                    inputs[i] /= 2;
                    calls += outputs[i];
                }
            }
        }

        synchronized long outputTokens() {
            return quantile(outputs);
        }

        synchronized long inputPerByte() {
            return quantile(inputs);
        }

        private long quantile(int[] counts) {
            int all = 0;
            for (int count : counts) {
                all += count;
            }
            if (all < LEAST) {
                return -1;
            }
            int seen = 0;
            for (int i = 0; i < CLASSES; i++) {
                seen += counts[i];
                if (100L * seen >= (long) PERCENT * all) {
                    return BOUNDS[i];
                }
            }
            return BOUNDS[CLASSES - 1];
        }

        private static int classOf(long amount) {
            int found = Arrays.binarySearch(BOUNDS, amount);
            return found >= 0 ? found : Math.min(CLASSES - 1, -found - 1);
        }
    }

    /** @param inputBytes the bound that the request's bytes set */
    void add(BudgetedCall call, long inputBytes, long inputTokens, long outputTokens) {
        Kind kind = Kind.of(call);
        Use use = uses.get(kind);
        if (use == null) {
            if (uses.size() >= MAX_KINDS) {
                return;
            }
            use = uses.computeIfAbsent(kind, unknown -> new Use());
        }
        use.add(outputTokens, inputBytes == 0 ? 0 : inputTokens * PER_BYTE / inputBytes);
    }

    /** The output tokens that nearly no such call exceeds; negative where nothing is known. */
    long outputTokens(BudgetedCall call) {
        Use use = uses.get(Kind.of(call));
        return use == null ? -1 : use.outputTokens();
    }

    /** The input tokens that nearly no such call of so many bytes exceeds; negative where nothing is known. */
    long inputTokens(BudgetedCall call, long inputBytes) {
        Use use = uses.get(Kind.of(call));
        long perByte = use == null ? -1 : use.inputPerByte();
        return perByte < 0 ? -1 : (inputBytes * perByte + PER_BYTE - 1) / PER_BYTE;
    }
}
