/** Alerts: what crossed a line, where it is told, and what is looked for. */
@NullMarked
package io.tokentally.domain.alert;

import org.jspecify.annotations.NullMarked;
