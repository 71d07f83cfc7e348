/** What people do about views of usage. */
@NullMarked
package io.tokentally.application.port.in.view;

import org.jspecify.annotations.NullMarked;
