/** Looking prices up, entering them, and taking public price maps in. */
@NullMarked
package io.tokentally.application.service.pricing;

import org.jspecify.annotations.NullMarked;
