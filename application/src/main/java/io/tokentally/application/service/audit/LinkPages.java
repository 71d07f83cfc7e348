package io.tokentally.application.service.audit;

import io.tokentally.domain.audit.ChainLink;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Walks a chain from its first entry, in pages. */
final class LinkPages {

    private LinkPages() {}

    /** @param pages the entries after a number, as many as {@code size} unless there are no more */
    static void each(LongFunction<List<ChainLink>> pages, int size, Consumer<ChainLink> sink) {
        long after = 0;
        List<ChainLink> page;
        do {
            page = pages.apply(after);
            page.forEach(sink);
            after = page.isEmpty() ? after : page.getLast().number();
        } while (page.size() == size);
    }
}
