/** Asks OpenAI which models it serves, and until when. */
@NullMarked
package io.tokentally.adapter.openai.models;

import org.jspecify.annotations.NullMarked;
