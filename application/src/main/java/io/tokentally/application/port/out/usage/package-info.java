/** Where usage records go and come from. */
@NullMarked
package io.tokentally.application.port.out.usage;

import org.jspecify.annotations.NullMarked;
