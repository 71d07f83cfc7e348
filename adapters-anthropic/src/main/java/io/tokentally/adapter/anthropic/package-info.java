/** Speaks Anthropic's protocol, so that its calls can be metered. */
@NullMarked
package io.tokentally.adapter.anthropic;

import org.jspecify.annotations.NullMarked;
