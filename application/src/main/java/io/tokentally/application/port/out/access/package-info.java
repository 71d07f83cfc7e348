/** Where accounts and memberships are kept. */
@NullMarked
package io.tokentally.application.port.out.access;

import org.jspecify.annotations.NullMarked;
