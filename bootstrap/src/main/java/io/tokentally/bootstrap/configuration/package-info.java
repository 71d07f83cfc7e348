/** Settings and the wiring of the core. */
@NullMarked
package io.tokentally.bootstrap.configuration;

import org.jspecify.annotations.NullMarked;
