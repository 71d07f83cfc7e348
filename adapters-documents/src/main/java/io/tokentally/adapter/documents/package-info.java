/** Reads the text of uploaded documents, in bounded time and memory. */
@NullMarked
package io.tokentally.adapter.documents;

import org.jspecify.annotations.NullMarked;
