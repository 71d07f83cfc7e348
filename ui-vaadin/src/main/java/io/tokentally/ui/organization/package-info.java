/** The page of the organization's settings. */
@NullMarked
package io.tokentally.ui.organization;

import org.jspecify.annotations.NullMarked;
