/** State machines by tables of transitions. */
@NullMarked
package io.tokentally.adapter.gateway.state;

import org.jspecify.annotations.NullMarked;
