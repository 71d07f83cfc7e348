/** The provider of the guide runs the contract that it is written by. */
@NullMarked
package io.tokentally.tck.example;

import org.jspecify.annotations.NullMarked;
