/** HTTP without any state of a call: targets, headers, encodings, and what a decoder refuses. */
@NullMarked
package io.tokentally.adapter.gateway.http;

import org.jspecify.annotations.NullMarked;
