/** The audit log's page. */
@NullMarked
package io.tokentally.ui.audit;

import org.jspecify.annotations.NullMarked;
