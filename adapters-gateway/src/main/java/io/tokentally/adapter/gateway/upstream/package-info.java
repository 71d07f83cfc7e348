/** The providers that calls go on to, and the connections to them. */
@NullMarked
package io.tokentally.adapter.gateway.upstream;

import org.jspecify.annotations.NullMarked;
