/** What one call to a provider used, how long it took and how it ended: before anybody prices it. */
@NullMarked
package io.tokentally.domain.metering;

import org.jspecify.annotations.NullMarked;
