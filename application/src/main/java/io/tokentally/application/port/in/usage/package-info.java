/** What actors ask of usage records: to record a call, to list calls, to export them. */
@NullMarked
package io.tokentally.application.port.in.usage;

import org.jspecify.annotations.NullMarked;
