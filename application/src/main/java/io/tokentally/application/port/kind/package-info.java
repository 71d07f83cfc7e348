/** What kinds of ports there are: whose data each hands out, and who may look. */
@NullMarked
package io.tokentally.application.port.kind;

import org.jspecify.annotations.NullMarked;
