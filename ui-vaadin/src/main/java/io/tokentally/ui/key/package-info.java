/** The page of the keys: virtual ones for programs, and the providers' for the organization. */
@NullMarked
package io.tokentally.ui.key;

import org.jspecify.annotations.NullMarked;
