/** How a person's data is handed out and erased. */
@NullMarked
package io.tokentally.application.port.in.person;

import org.jspecify.annotations.NullMarked;
