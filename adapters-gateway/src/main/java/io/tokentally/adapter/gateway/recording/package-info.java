/** What is recorded and counted of calls. */
@NullMarked
package io.tokentally.adapter.gateway.recording;

import org.jspecify.annotations.NullMarked;
