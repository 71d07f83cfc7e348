/** The fakes that services are tested with do what every adapter of their port does. */
@NullMarked
package io.tokentally.tck.fake;

import org.jspecify.annotations.NullMarked;
