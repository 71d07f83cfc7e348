/** Answers reports. */
@NullMarked
package io.tokentally.application.service.report;

import org.jspecify.annotations.NullMarked;
