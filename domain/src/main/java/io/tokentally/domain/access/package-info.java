/** Who looks and who pays: users, organizations, roles, memberships and the viewer. */
@NullMarked
package io.tokentally.domain.access;

import org.jspecify.annotations.NullMarked;
