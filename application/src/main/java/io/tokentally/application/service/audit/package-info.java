/** Reading, checking and extending the audit log. */
@NullMarked
package io.tokentally.application.service.audit;

import org.jspecify.annotations.NullMarked;
