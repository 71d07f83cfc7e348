package io.tokentally.application.port.kind;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A port for what is a person's own, or an operator's: each of its methods takes the proof of who asks first, a session, its
 * token or the secret of a link. On a method, that method alone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ActsForPerson {}
