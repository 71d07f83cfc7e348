/** Lets a model of OpenAI read résumés and match them with jobs. */
@NullMarked
package io.tokentally.adapter.openai.shortlist;

import org.jspecify.annotations.NullMarked;
