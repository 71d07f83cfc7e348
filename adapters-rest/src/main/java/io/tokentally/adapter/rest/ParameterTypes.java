package io.tokentally.adapter.rest;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Has Spring convert parameters to the domain's types, and take an empty one for one that is left out. Whole numbers are
 * read strictly: Spring's own conversion drops spaces, and takes {@code 0x10} for 16.
 */
@ControllerAdvice(basePackageClasses = RestConfiguration.class)
final class ParameterTypes {

    @InitBinder
    void register(WebDataBinder binder) {
        TextType.ALL.forEach(type -> type.addTo(binder));
        binder.registerCustomEditor(TagFilters.class, new TagFilters.OfParameter());
        binder.registerCustomEditor(String.class, new TextType.OfParameter<>(text -> text));
        binder.registerCustomEditor(Integer.class, new TextType.OfParameter<>(Integer::valueOf));
        binder.registerCustomEditor(Long.class, new TextType.OfParameter<>(ParameterTypes::ordinal));
    }

    /** A number from 1 on as this API writes it: without a sign and without zeros ahead. */
    private static Long ordinal(String text) {
        if (!text.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("it must be a number from 1 on");
        }
        return Long.valueOf(text);
    }
}
