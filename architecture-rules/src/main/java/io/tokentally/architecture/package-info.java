/** The rules of a layered application, for a layout that the host describes, as JUnit tests that its build runs. */
@NullMarked
package io.tokentally.architecture;

import org.jspecify.annotations.NullMarked;
