/** Demo mode: organizations, people and ninety days of history to look at. */
@NullMarked
package io.tokentally.demo;

import org.jspecify.annotations.NullMarked;
