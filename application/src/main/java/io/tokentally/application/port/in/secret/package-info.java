/** What whoever runs the installation does about its master key. */
@NullMarked
package io.tokentally.application.port.in.secret;

import org.jspecify.annotations.NullMarked;
