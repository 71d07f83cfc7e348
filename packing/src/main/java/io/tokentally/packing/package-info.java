/** A step of the build: what a jar holds that its platform, or its application, has no use for is left out of it. */
@NullMarked
package io.tokentally.packing;

import org.jspecify.annotations.NullMarked;
