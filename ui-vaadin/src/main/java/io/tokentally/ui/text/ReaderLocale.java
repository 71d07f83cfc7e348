package io.tokentally.ui.text;

import com.vaadin.flow.component.UI;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;

/** The language of whoever reads the page that is made just now: the page's own, or that of the request that asks for it. */
public final class ReaderLocale {

    private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

    private ReaderLocale() {}

    /** English where nobody is known to read. */
    public static Locale current() {
        UI page = UI.getCurrent();
        if (page != null) {
            return page.getLocale();
        }
        LocaleContext request = LocaleContextHolder.getLocaleContext();
        Locale locale = request == null ? null : request.getLocale();
        return locale == null ? BundleTranslations.DEFAULT : locale;
    }

    /** By which numbers are written for the reader. */
    public static Locale ofNumbers() {
        return ofNumbers(current());
    }

    /** Numbers in English are those of the United States, whose dollars are no "US$". */
    static Locale ofNumbers(Locale locale) {
        return locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? Locale.US : locale;
    }

    /** How the reader's language writes a date or a time. */
    public static DateTimeFormatter dates(String patternKey) {
        Locale locale = current();
        return FORMATTERS.computeIfAbsent(
                locale.toLanguageTag() + ' ' + patternKey,
                key -> DateTimeFormatter.ofPattern(BundleTranslations.pattern(patternKey, locale), locale));
    }

    /** A text of the reader's language as it stands in its file. */
    public static String pattern(String key) {
        return BundleTranslations.pattern(key, current());
    }
}
