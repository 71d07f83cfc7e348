/** Where views of usage are kept. */
@NullMarked
package io.tokentally.application.port.out.view;

import org.jspecify.annotations.NullMarked;
