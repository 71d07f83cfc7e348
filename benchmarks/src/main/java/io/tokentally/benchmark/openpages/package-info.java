/** How fast the product answers while many have its dashboard open and calls come in, and when a call is seen in reports. */
@NullMarked
package io.tokentally.benchmark.openpages;

import org.jspecify.annotations.NullMarked;
