/** Alerts: what was noted, where it is told, and what was sent. */
@NullMarked
package io.tokentally.adapter.persistence.alert;

import org.jspecify.annotations.NullMarked;
