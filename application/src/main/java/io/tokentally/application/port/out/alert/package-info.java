/** What alerts need of the world: where they are kept and by what they are sent. */
@NullMarked
package io.tokentally.application.port.out.alert;

import org.jspecify.annotations.NullMarked;
