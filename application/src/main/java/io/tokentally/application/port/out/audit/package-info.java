/** What the core needs of the audit log. */
@NullMarked
package io.tokentally.application.port.out.audit;

import org.jspecify.annotations.NullMarked;
