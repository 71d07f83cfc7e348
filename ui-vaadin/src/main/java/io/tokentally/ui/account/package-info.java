/** What people do about their own account. */
@NullMarked
package io.tokentally.ui.account;

import org.jspecify.annotations.NullMarked;
