package io.tokentally.adapter.pricefile;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that list prices are read from, in the order in which they count.
 *
 * @param uploaded where what an operator uploads is kept, once somebody has
 * @param configured in place of the built-in book; absent for that
 */
public record PriceFiles(Path uploaded, @Nullable Path configured) {}
