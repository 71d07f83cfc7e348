package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the JSON API under {@value #API} into the application. Who may call it, the application's security says; the
 * two security handlers here let it say so in problems.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    UsageSummaryController.class,
    UsageChangeController.class,
    UsageFailuresController.class,
    WhatIfController.class,
    UsageReportController.class,
    UsageCallsController.class,
    UsageExportController.class,
    UsageMailController.class,
    AddressConfirmationController.class,
    RefusedCallsController.class,
    StrayCallsController.class,
    EndingModelsController.class,
    PricesController.class,
    PriceBundlesController.class,
    KeyPolicyController.class,
    KeysController.class,
    ProviderKeysController.class,
    AlertsController.class,
    AlertChannelsController.class,
    AlertRulesController.class,
    ForecastController.class,
    RetentionController.class,
    AuditController.class,
    BudgetsController.class,
    TokensController.class,
    MembersController.class,
    TimeZoneController.class,
    TagDimensionsController.class,
    InvitationsController.class,
    ParameterTypes.class,
    BodyLimit.class,
    OpenApiDescription.class
})
@PropertySource("classpath:io/tokentally/adapter/rest/springdoc.properties")
public class RestConfiguration {

    /** All paths of the API begin with this. */
    public static final String API = "/api";

    /** Behind the controllers, so that a wrong method is told from a wrong path; ahead of what serves all paths. */
    private static final int BEHIND_CONTROLLERS = 100;

    @Bean
    ProblemWriter problemWriter(JsonMapper jsonMapper) {
        return new ProblemWriter(jsonMapper);
    }

    @Bean
    Periods periods(ManageCalendarUseCase calendar, Clock clock) {
        return new Periods(calendar, clock);
    }

    /** Answers a request to the API that nobody has signed in for. */
    @Bean
    public ProblemAuthenticationEntryPoint problemAuthenticationEntryPoint(
            ProblemWriter problemWriter, ObjectProvider<SignInOptions> options) {
        return new ProblemAuthenticationEntryPoint(
                problemWriter, options.getIfAvailable(() -> new SignInOptions(true)));
    }

    @Bean
    WebMvcConfigurer scopesAndBodies(ObjectProvider<CurrentViewer> currentViewer) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.configureMessageConverters(converter -> {
                    if (converter instanceof JacksonJsonHttpMessageConverter json) {
                        json.registerMappersForType(
                                ApiBody.class, mappers -> mappers.put(MediaType.APPLICATION_JSON, ApiBody.mapper()));
                    }
                });
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ScopeInterceptor(currentViewer)).addPathPatterns(API + "/**");
                registry.addInterceptor(new SingleParameters()).addPathPatterns(API + "/**");
            }
        };
    }

    /** Answers a request to the API that security refuses. */
    @Bean
    public ProblemAccessDeniedHandler problemAccessDeniedHandler(ProblemWriter problemWriter) {
        return new ProblemAccessDeniedHandler(problemWriter);
    }

    @Bean
    HandlerExceptionResolver problemResolver(ProblemWriter problemWriter) {
        return new ProblemResolver(problemWriter);
    }

    @Bean
    HandlerMapping unknownApiPaths(ProblemWriter problemWriter) {
        return new SimpleUrlHandlerMapping(Map.of(API + "/**", new UnknownApiPath(problemWriter)), BEHIND_CONTROLLERS);
    }
}
