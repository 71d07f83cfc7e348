/** What bootstrap configures of the gateway, as plain records. */
@NullMarked
package io.tokentally.adapter.gateway.options;

import org.jspecify.annotations.NullMarked;
