/** The life of a call, from its admitted request to the record of its response. */
@NullMarked
package io.tokentally.adapter.gateway.call;

import org.jspecify.annotations.NullMarked;
