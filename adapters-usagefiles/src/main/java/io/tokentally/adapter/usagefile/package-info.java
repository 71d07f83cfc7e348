/** Files of past usage: Tokentally's own exports, and what OpenAI tells of an organization's usage. */
@NullMarked
package io.tokentally.adapter.usagefile;

import org.jspecify.annotations.NullMarked;
