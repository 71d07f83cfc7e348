/** What recruiters ask: to read résumés and to rank candidates. */
@NullMarked
package io.tokentally.application.port.in.shortlist;

import org.jspecify.annotations.NullMarked;
