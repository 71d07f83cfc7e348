/** Keys: made, revoked, stored and checked. */
@NullMarked
package io.tokentally.application.service.key;

import org.jspecify.annotations.NullMarked;
