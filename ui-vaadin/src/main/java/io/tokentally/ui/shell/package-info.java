/** The page around all views: style sheets, scripts and the frame with navigation. */
@NullMarked
package io.tokentally.ui.shell;

import org.jspecify.annotations.NullMarked;
