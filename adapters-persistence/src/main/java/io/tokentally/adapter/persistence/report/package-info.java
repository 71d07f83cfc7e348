/** Answers reports from the roll-ups. */
@NullMarked
package io.tokentally.adapter.persistence.report;

import org.jspecify.annotations.NullMarked;
