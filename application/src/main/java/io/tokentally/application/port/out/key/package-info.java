/** Where keys are kept, found, hashed and sealed. */
@NullMarked
package io.tokentally.application.port.out.key;

import org.jspecify.annotations.NullMarked;
