/** Candidates read from résumés and how they match a job description. */
@NullMarked
package io.tokentally.domain.shortlist;

import org.jspecify.annotations.NullMarked;
