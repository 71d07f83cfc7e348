/** What failed, and how often. */
@NullMarked
package io.tokentally.ui.usage.errors;

import org.jspecify.annotations.NullMarked;
