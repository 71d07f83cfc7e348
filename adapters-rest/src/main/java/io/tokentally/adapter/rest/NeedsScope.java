package io.tokentally.adapter.rest;

import io.tokentally.domain.access.Session.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which scopes open the path to an API token; any of them is enough. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface NeedsScope {

    /** One at least. */
    Scope[] value();
}
