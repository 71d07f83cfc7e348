package io.tokentally.ui.form;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.theme.aura.Aura;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.text.ReaderLocale;
import org.springframework.web.util.HtmlUtils;

/**
 * What stands around the pages for whoever is not signed in yet. They are plain HTML and no views, so that whoever comes by costs
 * no session.
 */
public final class PlainPage {

    private static final String PAGE = """
        <!doctype html>
        <html lang="{language}">
        <head>
        <meta charset="UTF-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="{referrer}">
        <title>{title}</title>
        <script src="{theme}"></script>
        <link rel="stylesheet" href="{aura}">
        <link rel="stylesheet" href="{style}">
        <link rel="stylesheet" href="{own-style}">
        <link rel="icon" href="{icon}" sizes="any">
        </head>
        <body>
        <main class="tt-login">
        <div class="tt-login-panel">
        <div>
        <div class="tt-login-header">
        <img class="tt-brand-mark" src="{icon}" alt="">
        <h1>{product}</h1>
        <p>{claim}</p>
        </div>
        {content}
        </div>
        {beside}
        </div>
        </main>
        </body>
        </html>
        """;

    private final I18NProvider texts;

    public PlainPage(I18NProvider texts) {
        this.texts = texts;
    }

    /**
     * @param root of the application as seen from the page, as in {@code ../}; empty where it stands beside it
     * @param referrer what other sites learn of the page's address
     * @param title of the window, as it is to be read
     * @param content HTML below the product's name
     * @param beside HTML in a column of its own; empty for none
     */
    public String html(String root, String referrer, String title, String content, String beside) {
        return PAGE.replace("{language}", ReaderLocale.current().toLanguageTag())
                .replace("{referrer}", referrer)
                .replace("{title}", title)
                .replace("{theme}", asset(root, "theme.js"))
                .replace("{aura}", root + Aura.STYLESHEET)
                .replace("{style}", asset(root, "tokentally.css"))
                .replace("{own-style}", asset(root, "sign-in.css"))
                .replace("{icon}", asset(root, "icon.svg"))
                .replace("{product}", text("product"))
                .replace("{claim}", text("product.claim"))
                .replace("{content}", content)
                .replace("{beside}", beside);
    }

    /** The address of a file of the application, as seen from the page. */
    public static String asset(String root, String name) {
        return root + Assets.address(name);
    }

    /** HTML of how somebody came to the page, or of what went wrong. */
    public String notice(String titleKey, String textKey) {
        return """
            <div class="tt-sign-in-notice" role="alert"><strong>%s</strong> %s</div>\
            """.formatted(text(titleKey), text(textKey));
    }

    /** A text as HTML. */
    public String text(String key, Object... parameters) {
        return HtmlUtils.htmlEscape(texts.getTranslation(key, ReaderLocale.current(), parameters));
    }
}
