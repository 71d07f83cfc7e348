/** Mails that tell people of their own usage. docs/reports.md says when they come and what stands in them. */
@NullMarked
package io.tokentally.domain.mailing;

import org.jspecify.annotations.NullMarked;
