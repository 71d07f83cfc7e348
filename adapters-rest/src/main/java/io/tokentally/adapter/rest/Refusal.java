package io.tokentally.adapter.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a client is told whose value for a field or a parameter does not fit, whichever way it does not. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface Refusal {

    /** A sentence that names the field and says what would do; {@code %s} in it stands for the value. */
    String value();
}
