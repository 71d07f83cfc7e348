/** Mails about usage at work: who wants them, what stands in them, and that they are sent. */
@NullMarked
package io.tokentally.application.service.mailing;

import org.jspecify.annotations.NullMarked;
