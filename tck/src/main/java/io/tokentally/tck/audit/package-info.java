/** What every adapter of the audit log and of its signatures must do. */
@NullMarked
package io.tokentally.tck.audit;

import org.jspecify.annotations.NullMarked;
