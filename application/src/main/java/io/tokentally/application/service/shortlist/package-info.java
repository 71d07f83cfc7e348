/** Reading résumés and ranking candidates. */
@NullMarked
package io.tokentally.application.service.shortlist;

import org.jspecify.annotations.NullMarked;
