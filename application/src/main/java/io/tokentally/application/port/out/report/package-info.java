/** What reports are read from. */
@NullMarked
package io.tokentally.application.port.out.report;

import org.jspecify.annotations.NullMarked;
