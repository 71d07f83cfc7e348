/** Where calls are that are kept for some time, and how long owners want that to be. */
@NullMarked
package io.tokentally.application.port.out.retention;

import org.jspecify.annotations.NullMarked;
