/** Who is signed in to a request: the session's viewer, and what holds of each session at the moment. */
@NullMarked
package io.tokentally.adapter.session;

import org.jspecify.annotations.NullMarked;
