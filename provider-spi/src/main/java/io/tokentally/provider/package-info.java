/** What metering needs of a provider's protocol: which calls count, and what their answers say of them. */
@NullMarked
package io.tokentally.provider;

import org.jspecify.annotations.NullMarked;
