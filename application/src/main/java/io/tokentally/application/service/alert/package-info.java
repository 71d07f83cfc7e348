/** Alerts: told by channels, and looked at. */
@NullMarked
package io.tokentally.application.service.alert;

import org.jspecify.annotations.NullMarked;
