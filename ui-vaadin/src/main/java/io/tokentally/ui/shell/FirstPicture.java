package io.tokentally.ui.shell;

import com.vaadin.flow.component.ReconnectDialogConfiguration;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.UIInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import io.tokentally.ui.text.BundleTranslations;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/**
 * What a browser paints before it has the scripts and the figures: the outlines of a page and, in words, that it is loading; and
 * what it says later where the server stops answering.
 */
public final class FirstPicture implements VaadinServiceInitListener {

    private static final long serialVersionUID = 1L;

    private static final int CARDS = 4;

    private final transient I18NProvider translations;
    private final transient LocaleResolver languages;

    /** @param languages tells which language a page is in that has not come yet */
    public FirstPicture(I18NProvider translations, LocaleResolver languages) {
        this.translations = translations;
        this.languages = languages;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(this::draw);
        event.getSource().addUIInitListener(this::wordConnection);
    }

    private void draw(IndexHtmlResponse response) {
        Locale locale = languageOf(response.getVaadinRequest());
        Document page = response.getDocument();
        page.getElementsByTag("html").attr("lang", locale.toLanguageTag());
        Element picture = page.body().appendElement("div").addClass("tt-first-picture");
        addWords(picture, "state.loading", locale).attr("role", "status");
        addWords(picture, "state.loading.late", locale).addClass("tt-first-picture-late");
        addOutline(picture, "tt-first-picture-sidebar");
        for (int card = 0; card < CARDS; card++) {
            addOutline(picture, "tt-first-picture-card");
        }
        addOutline(picture, "tt-first-picture-chart");
        page.body().appendElement("noscript").text(translations.getTranslation("state.no-script", locale));
    }

    private Element addWords(Element picture, String key, Locale locale) {
        return picture.appendElement("p").text(translations.getTranslation(key, locale));
    }

    private static void addOutline(Element picture, String className) {
        picture.appendElement("div").addClass(className).attr("aria-hidden", "true");
    }

    private Locale languageOf(@Nullable VaadinRequest request) {
        return request instanceof VaadinServletRequest servlet
                ? languages.resolveLocale(servlet.getHttpServletRequest())
                : BundleTranslations.DEFAULT;
    }

    /** The line that Vaadin shows on top of a page whose server does not answer. */
    private void wordConnection(UIInitEvent event) {
        Locale locale = languageOf(VaadinRequest.getCurrent());
        ReconnectDialogConfiguration words = event.getUI().getReconnectDialogConfiguration();
        words.setDialogText(translations.getTranslation("state.connection-lost", locale));
        words.setDialogTextGaveUp(translations.getTranslation("state.connection-given-up", locale));
    }
}
