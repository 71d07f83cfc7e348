package io.tokentally.domain.text;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class of ours that takes apart what somebody outside has written: a client, a provider, a proxy, a file, an address. Whatever they
 * write, it refuses that in the way it declares, or reads it; a fuzz test looks for what it does not.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ParsesOutsideInput {}
