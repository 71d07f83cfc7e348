package io.tokentally.ui.text;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.UIInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * In which language a page is written: the one that was chosen in this browser, which a cookie keeps so that the sign-in page has
 * it, too; else the one of ours that the browser asks for first.
 */
public final class LanguageChoice implements LocaleResolver, VaadinServiceInitListener {

    /** Holds a language's tag, as in {@code de}. */
    public static final String COOKIE = "tt-language";

    private static final long serialVersionUID = 1L;

    /** What was chosen in this browser, if that is a language of ours. */
    public static Optional<Locale> chosen(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null
                ? Optional.empty()
                : BundleTranslations.locales().stream()
                        .filter(locale -> locale.toLanguageTag().equals(cookie.getValue()))
                        .findFirst();
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return chosen(request).orElseGet(() -> BundleTranslations.nearest(wanted(request)));
    }

    /** Nothing, instead of the machine's own language, where the browser does not say. */
    private static List<Locale> wanted(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
                ? List.of()
                : Collections.list(request.getLocales());
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("A language is chosen in the browser");
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(this::setLanguage);
    }

    private void setLanguage(UIInitEvent event) {
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        if (request != null) {
            Locale locale = resolveLocale(request.getHttpServletRequest());
            event.getUI().setLocale(locale);
            event.getUI().getPage().executeJs("document.documentElement.lang = $0", locale.toLanguageTag());
        }
    }
}
