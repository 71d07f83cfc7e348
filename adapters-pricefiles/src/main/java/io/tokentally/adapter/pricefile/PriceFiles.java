package io.tokentally.adapter.pricefile;

import io.tokentally.domain.metering.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that list prices are read from, in the order in which they count.
 *
 * @param uploaded where what an operator uploads is kept, once somebody has
 * @param configured in place of the built-in book; absent for that
 * @param added to whichever of these counts
 */
public record PriceFiles(Path uploaded, @Nullable Path configured, List<Added> added) {

    public PriceFiles {
        added = List.copyOf(added);
    }

    /**
     * A price file that comes with a provider and adds its prices. A model that has a price in the other files keeps that one.
     *
     * @param name of the file, for messages
     * @param providers whose prices it may hold
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Added(String name, byte[] content, Set<Provider> providers) {

        public Added {
            providers = Set.copyOf(providers);
        }
    }
}
