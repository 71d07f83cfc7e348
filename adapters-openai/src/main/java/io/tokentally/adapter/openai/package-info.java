/** Speaks with OpenAI: meters the official client and lets a model read résumés. */
@NullMarked
package io.tokentally.adapter.openai;

import org.jspecify.annotations.NullMarked;
