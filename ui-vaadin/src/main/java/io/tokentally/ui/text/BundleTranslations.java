package io.tokentally.ui.text;

import com.vaadin.flow.i18n.I18NProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Texts from {@code vaadin-i18n/translations.properties}, in the form of {@link MessageFormat}, and from the files beside it, one
 * for each other language: {@code translations_de.properties}. A file is all that a language needs.
 */
public final class BundleTranslations implements I18NProvider {

    public static final String BUNDLE = "vaadin-i18n.translations";

    /** What the file without a language is written in, and what is read where no other fits. */
    public static final Locale DEFAULT = Locale.ENGLISH;

    private static final long serialVersionUID = 1L;
    private static final String FILES = "classpath*:vaadin-i18n/translations_*.properties";
    private static final Pattern LANGUAGE = Pattern.compile("translations_(\\w+)[.]properties");
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final List<Locale> LOCALES =
            Stream.concat(Stream.of(DEFAULT), languages()).distinct().toList();

    private static Stream<Locale> languages() {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources(FILES))
                    .map(Resource::getFilename)
                    .flatMap(name -> LANGUAGE.matcher(String.valueOf(name)).results())
                    .map((MatchResult found) ->
                            Locale.forLanguageTag(found.group(1).replace('_', '-')))
                    .sorted((one, other) -> one.toLanguageTag().compareTo(other.toLanguageTag()));
        } catch (IOException e) {
            throw new UncheckedIOException("The languages of the pages cannot be listed", e);
        }
    }

    /** The languages that there are, English first. */
    public static List<Locale> locales() {
        return LOCALES;
    }

    /** The language of ours that is nearest to what a reader prefers, the best liked first. */
    public static Locale nearest(List<Locale> preferred) {
        List<Locale.LanguageRange> ranges = preferred.stream()
                .map(Locale::toLanguageTag)
                .filter(tag -> !tag.equals("und"))
                .map(Locale.LanguageRange::new)
                .toList();
        Locale found = ranges.isEmpty() ? null : Locale.lookup(ranges, LOCALES);
        return found == null ? DEFAULT : found;
    }

    /** A text as it stands there, for instance the pattern of a date. */
    static String pattern(String key, Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK).getString(key);
    }

    @Override
    public List<Locale> getProvidedLocales() {
        return LOCALES;
    }

    /** @throws MissingResourceException if there is no such text: a mistake of ours that a test must find */
    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        return new MessageFormat(pattern(key, locale), ReaderLocale.ofNumbers(locale)).format(params);
    }
}
