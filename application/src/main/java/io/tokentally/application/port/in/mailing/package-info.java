/** What is done about mails that tell people of their own usage. */
@NullMarked
package io.tokentally.application.port.in.mailing;

import org.jspecify.annotations.NullMarked;
