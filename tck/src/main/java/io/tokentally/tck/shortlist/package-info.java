/** What every adapter of candidates, their analyst and the reader of résumés must do. */
@NullMarked
package io.tokentally.tck.shortlist;

import org.jspecify.annotations.NullMarked;
