/** Reads usage off OpenAI's wire and reports each attempt that goes out. */
@NullMarked
package io.tokentally.adapter.openai.usage;

import org.jspecify.annotations.NullMarked;
