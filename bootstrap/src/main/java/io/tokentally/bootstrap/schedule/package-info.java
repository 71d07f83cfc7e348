/** What is done again and again beside everything else. */
@NullMarked
package io.tokentally.bootstrap.schedule;

import org.jspecify.annotations.NullMarked;
