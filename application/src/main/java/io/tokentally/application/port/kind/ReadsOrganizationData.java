package io.tokentally.application.port.kind;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A port to an organization's data: each of its methods takes the {@link io.tokentally.domain.access.Viewer} who looks first. On a
 * method, that method alone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ReadsOrganizationData {}
