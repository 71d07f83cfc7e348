/** Hands out and erases a person's data. */
@NullMarked
package io.tokentally.application.service.person;

import org.jspecify.annotations.NullMarked;
