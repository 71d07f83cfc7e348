/** What all usage pages have in common: the bar that says whose usage of which days they show, and the page around it. */
@NullMarked
package io.tokentally.ui.usage.frame;

import org.jspecify.annotations.NullMarked;
