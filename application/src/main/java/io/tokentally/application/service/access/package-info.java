/** People and organizations. */
@NullMarked
package io.tokentally.application.service.access;

import org.jspecify.annotations.NullMarked;
