/** What is said when the application starts, and what is done on the first start. */
@NullMarked
package io.tokentally.bootstrap.start;

import org.jspecify.annotations.NullMarked;
