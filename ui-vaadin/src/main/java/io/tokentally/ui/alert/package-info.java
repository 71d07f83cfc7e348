/** Alerts: what was raised, where it is told, and what is muted. */
@NullMarked
package io.tokentally.ui.alert;

import org.jspecify.annotations.NullMarked;
