/** Views of usage that people keep. */
@NullMarked
package io.tokentally.application.service.view;

import org.jspecify.annotations.NullMarked;
