/** The connections of callers, what is read on them, and how they are shared out. */
@NullMarked
package io.tokentally.adapter.gateway.client;

import org.jspecify.annotations.NullMarked;
