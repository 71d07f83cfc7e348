/** What people at the web port see while somebody else misbehaves. */
@NullMarked
package io.tokentally.benchmark.webneighbours;

import org.jspecify.annotations.NullMarked;
