/** Pricing calls again, step by step. */
@NullMarked
package io.tokentally.application.service.repricing;

import org.jspecify.annotations.NullMarked;
