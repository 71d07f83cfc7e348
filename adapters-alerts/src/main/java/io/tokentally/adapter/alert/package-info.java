/** Sends alerts to hooks: our own form, signed; Slack's; and that of Microsoft Teams. */
@NullMarked
package io.tokentally.adapter.alert;

import org.jspecify.annotations.NullMarked;
