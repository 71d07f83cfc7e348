/** The upstreams that the settings name: where each is, which protocol it speaks, and whose prices it has. */
@NullMarked
package io.tokentally.bootstrap.upstream;

import org.jspecify.annotations.NullMarked;
