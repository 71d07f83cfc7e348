/** What people see when something is missing, forbidden or broken. */
@NullMarked
package io.tokentally.ui.error;

import org.jspecify.annotations.NullMarked;
