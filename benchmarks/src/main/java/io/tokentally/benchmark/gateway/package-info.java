/** What the gateway adds to a call, beside what others add. */
@NullMarked
package io.tokentally.benchmark.gateway;

import org.jspecify.annotations.NullMarked;
