/** What models cost: looking prices up, and for owners what the organization pays besides the list. */
@NullMarked
package io.tokentally.ui.pricing;

import org.jspecify.annotations.NullMarked;
