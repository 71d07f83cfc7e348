/** Writes tables as Parquet, the part of the format that a flat table needs, in bounded memory and without a library. */
@NullMarked
package io.tokentally.adapter.rest.parquet;

import org.jspecify.annotations.NullMarked;
