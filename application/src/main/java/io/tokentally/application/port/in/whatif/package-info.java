/** What past calls would cost otherwise. */
@NullMarked
package io.tokentally.application.port.in.whatif;

import org.jspecify.annotations.NullMarked;
