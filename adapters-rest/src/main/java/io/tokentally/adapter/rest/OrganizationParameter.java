package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.OrganizationId;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The parameter {@code organization}: one of the viewer's, by default the one that they look at. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "organization",
        in = ParameterIn.QUERY,
        required = false,
        description =
                "The id of an organization that you belong to. By default the one that you have chosen. Whoever belongs to"
                        + " several must name it to change something.",
        schema = @Schema(type = "string", maxLength = OrganizationId.MAX_LENGTH))
@interface OrganizationParameter {}
