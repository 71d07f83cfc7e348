/** What made a period's cost another. */
@NullMarked
package io.tokentally.application.port.in.change;

import org.jspecify.annotations.NullMarked;
