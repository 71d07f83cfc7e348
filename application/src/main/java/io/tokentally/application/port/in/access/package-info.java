/** What actors ask about themselves and the people of their organization. */
@NullMarked
package io.tokentally.application.port.in.access;

import org.jspecify.annotations.NullMarked;
