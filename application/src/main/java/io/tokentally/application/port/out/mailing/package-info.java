/** What mails about usage need of the world: who wants them, and which are due. */
@NullMarked
package io.tokentally.application.port.out.mailing;

import org.jspecify.annotations.NullMarked;
