/** The providers that are there: those that come along, and those in jars that somebody has put into the folder for them. */
@NullMarked
package io.tokentally.bootstrap.provider;

import org.jspecify.annotations.NullMarked;
