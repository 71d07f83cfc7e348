/** What reports answer. */
@NullMarked
package io.tokentally.application.port.in.report;

import org.jspecify.annotations.NullMarked;
