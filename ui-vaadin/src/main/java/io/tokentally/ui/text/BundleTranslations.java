package io.tokentally.ui.text;

import com.vaadin.flow.i18n.I18NProvider;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * Texts from {@code vaadin-i18n/translations.properties}, in the form of {@link MessageFormat}. Another language is
 * another file beside it and another locale here.
 */
public final class BundleTranslations implements I18NProvider {

    public static final String BUNDLE = "vaadin-i18n.translations";

    private static final long serialVersionUID = 1L;
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    @Override
    public List<Locale> getProvidedLocales() {
        return List.of(Locale.ENGLISH);
    }

    /** @throws MissingResourceException if there is no such text: a mistake of ours that a test must find */
    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        String pattern = ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK).getString(key);
        return new MessageFormat(pattern, Locale.ENGLISH).format(params);
    }
}
