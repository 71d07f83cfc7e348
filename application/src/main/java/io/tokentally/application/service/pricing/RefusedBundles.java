package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase.Refused;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The price bundles that came to this process by themselves and were refused last. */
public final class RefusedBundles {

    private static final int MAX_KEPT = 5;

    private final Deque<Refused> latest = new ArrayDeque<>();

    synchronized void add(Refused refused) {
        latest.removeIf(known -> known.door() == refused.door() && known.why().equals(refused.why()));
        latest.addFirst(refused);
        if (latest.size() > MAX_KEPT) {
            latest.removeLast();
        }
    }

    /** The latest first. */
    synchronized List<Refused> latest() {
        return List.copyOf(latest);
    }
}
