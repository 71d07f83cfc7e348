/** What callers of the gateway see while another tenant's key misbehaves. */
@NullMarked
package io.tokentally.benchmark.gatewayneighbours;

import org.jspecify.annotations.NullMarked;
