package io.tokentally.application.port.kind;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A port that nobody looks at anybody's data through: it hands out no organization's data. On a method, that method alone. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface SystemPort {

    /** Why nobody needs to say who asks. */
    String value();
}
