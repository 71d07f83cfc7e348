/** Takes the calls of a page along, in the formats that others read. */
@NullMarked
package io.tokentally.ui.usage.export;

import org.jspecify.annotations.NullMarked;
