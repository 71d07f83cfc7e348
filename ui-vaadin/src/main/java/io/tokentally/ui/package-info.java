/** The web pages of Tokentally: what the host application has to know of them. */
@NullMarked
package io.tokentally.ui;

import org.jspecify.annotations.NullMarked;
