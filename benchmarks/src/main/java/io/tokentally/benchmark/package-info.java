/** Measures what is promised of speed. */
@NullMarked
package io.tokentally.benchmark;

import org.jspecify.annotations.NullMarked;
