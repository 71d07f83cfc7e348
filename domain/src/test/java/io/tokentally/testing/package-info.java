/** What the tests of several modules watch for. */
@NullMarked
package io.tokentally.testing;

import org.jspecify.annotations.NullMarked;
