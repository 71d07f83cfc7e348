/** Counters and samples of refused calls. */
@NullMarked
package io.tokentally.adapter.persistence.refusal;

import org.jspecify.annotations.NullMarked;
