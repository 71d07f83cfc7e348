/** Where roll-ups are read. */
@NullMarked
package io.tokentally.application.port.out.summary;

import org.jspecify.annotations.NullMarked;
