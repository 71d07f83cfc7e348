/** What is metered as Micrometer's meters, in OpenTelemetry's names for generative AI. */
@NullMarked
package io.tokentally.adapter.metrics;

import org.jspecify.annotations.NullMarked;
