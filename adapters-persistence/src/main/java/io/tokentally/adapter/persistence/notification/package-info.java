/** That an organization has new usage, told to every instance. */
@NullMarked
package io.tokentally.adapter.persistence.notification;

import org.jspecify.annotations.NullMarked;
