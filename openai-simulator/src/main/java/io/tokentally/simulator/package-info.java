/** An OpenAI-compatible server that needs no key and no network: for the demo, for tests and for load. */
@NullMarked
package io.tokentally.simulator;

import org.jspecify.annotations.NullMarked;
