/** Where calls are priced again. */
@NullMarked
package io.tokentally.application.port.out.repricing;

import org.jspecify.annotations.NullMarked;
