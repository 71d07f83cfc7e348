/** Has mails about usage sent. */
@NullMarked
package io.tokentally.bootstrap.mailing;

import org.jspecify.annotations.NullMarked;
