/** What the shortlist needs of the world: a model that reads, a reader of documents, a place for candidates. */
@NullMarked
package io.tokentally.application.port.out.shortlist;

import org.jspecify.annotations.NullMarked;
