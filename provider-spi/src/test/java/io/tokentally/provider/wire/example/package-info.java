/** A whole provider in one class, for docs/add-a-provider.md to point at. */
@NullMarked
package io.tokentally.provider.wire.example;

import org.jspecify.annotations.NullMarked;
