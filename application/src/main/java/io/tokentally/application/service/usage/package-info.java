/** Recording, listing and exporting calls. */
@NullMarked
package io.tokentally.application.service.usage;

import org.jspecify.annotations.NullMarked;
