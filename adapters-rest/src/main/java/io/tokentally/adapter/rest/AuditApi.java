package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI description says of each path of the audit log. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(name = "Audit", description = "Who changed what, signed in, or took figures along: for owners")
@ProblemResponses
@interface AuditApi {}
