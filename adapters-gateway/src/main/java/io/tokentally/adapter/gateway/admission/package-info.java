/** Who may call what, and how much of the gateway each key may have. */
@NullMarked
package io.tokentally.adapter.gateway.admission;

import org.jspecify.annotations.NullMarked;
