/** Sets reports as PDF documents. */
@NullMarked
package io.tokentally.adapter.documents.print;

import org.jspecify.annotations.NullMarked;
