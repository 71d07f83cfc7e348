/** The pages that links to one act lead to: an invitation, a new password, the proof of an address. Whoever opens them need not be signed in. */
@NullMarked
package io.tokentally.ui.link;

import org.jspecify.annotations.NullMarked;
