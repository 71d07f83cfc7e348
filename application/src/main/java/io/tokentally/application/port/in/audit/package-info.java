/** What people and programs ask of the audit log. */
@NullMarked
package io.tokentally.application.port.in.audit;

import org.jspecify.annotations.NullMarked;
