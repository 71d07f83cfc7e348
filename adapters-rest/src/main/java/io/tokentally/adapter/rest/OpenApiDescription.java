package io.tokentally.adapter.rest;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI description says of the API as a whole. */
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {

    private static final String BASIC = "basic";
    private static final String BEARER = "token";

    static {
        // Parameters of these types are described as texts, not by their fields, and a time zone is one of them.
        TextType.ALL.forEach(text -> SpringDocUtils.getConfig().addSimpleTypesForParameterObject(text.type()));
        SpringDocUtils.getConfig().addSimpleTypesForParameterObject(TagFilters.class, DayOrTime.class);
        SpringDocUtils.getConfig().removeRequestWrapperToIgnore(ZoneId.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tokentally")
                        .version("1")
                        .description("""
                                What every user and every organization spends on AI calls. Costs are exact decimals in \
                                strings, since most clients would read a JSON number into binary floating point. Days are \
                                those of the time zone asked for. Errors are problem details as RFC 9457 has them. A \
                                parameter that is empty is as good as left out; one that is unknown is ignored.""")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        BEARER,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .bearerFormat("tt-api-…")
                                                .description("An API token, which people make on their account page"))
                                .addSecuritySchemes(
                                        BASIC,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("basic")
                                                .description(
                                                        "E-mail address and password, unless the operator has switched that off")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .addSecurityItem(new SecurityRequirement().addList(BASIC));
    }

    /** Says of each path which scope opens it to a token. */
    @Bean
    OperationCustomizer scopesInDescription() {
        return (operation, handler) -> {
            NeedsScope needed = handler.getMethodAnnotation(NeedsScope.class);
            if (needed != null) {
                operation.setDescription("%s An API token needs the scope %s."
                        .formatted(
                                operation.getDescription(),
                                Stream.of(needed.value())
                                        .map(ApiEnumNames::word)
                                        .collect(Collectors.joining(" or "))));
            } else if (handler.hasMethodAnnotation(NotByToken.class)) {
                operation.setDescription(operation.getDescription() + " Not by an API token.");
                operation.setSecurity(List.of(new SecurityRequirement().addList(BASIC)));
            }
            return operation;
        };
    }
}
