/** The application: it wires the core to its adapters and starts them. */
@NullMarked
package io.tokentally.bootstrap;

import org.jspecify.annotations.NullMarked;
