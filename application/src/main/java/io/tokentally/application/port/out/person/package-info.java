/** Where a person's data stands. */
@NullMarked
package io.tokentally.application.port.out.person;

import org.jspecify.annotations.NullMarked;
