/** What can be done with keys. */
@NullMarked
package io.tokentally.application.port.in.key;

import org.jspecify.annotations.NullMarked;
