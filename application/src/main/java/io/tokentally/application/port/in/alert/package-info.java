/** What is done with alerts. */
@NullMarked
package io.tokentally.application.port.in.alert;

import org.jspecify.annotations.NullMarked;
