/** The page on which résumés are read and candidates ranked. */
@NullMarked
package io.tokentally.ui.shortlist;

import org.jspecify.annotations.NullMarked;
