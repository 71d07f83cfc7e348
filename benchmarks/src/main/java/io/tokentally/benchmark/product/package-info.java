/** The product as its users run it: a process of its own, its database, and a provider that does as it is told. */
@NullMarked
package io.tokentally.benchmark.product;

import org.jspecify.annotations.NullMarked;
