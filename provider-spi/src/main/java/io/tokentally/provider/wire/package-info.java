/** What reading any provider's wire takes: events out of streams, members out of JSON, tokens out of text. */
@NullMarked
package io.tokentally.provider.wire;

import org.jspecify.annotations.NullMarked;
