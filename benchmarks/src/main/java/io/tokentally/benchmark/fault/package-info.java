/** Breaks things under load, and counts what came of the calls. */
@NullMarked
package io.tokentally.benchmark.fault;

import org.jspecify.annotations.NullMarked;
