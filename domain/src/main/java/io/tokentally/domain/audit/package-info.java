/** The audit log: what changed rights, secrets, prices or settings, and the chain that shows whether it was tampered with. */
@NullMarked
package io.tokentally.domain.audit;

import org.jspecify.annotations.NullMarked;
