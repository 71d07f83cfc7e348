/** What an organization may spend, and what a request can. */
@NullMarked
package io.tokentally.domain.budget;

import org.jspecify.annotations.NullMarked;
