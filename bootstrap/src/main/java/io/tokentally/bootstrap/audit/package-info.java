/** Signs the audit log, passes it on, and checks it from the command line. */
@NullMarked
package io.tokentally.bootstrap.audit;

import org.jspecify.annotations.NullMarked;
