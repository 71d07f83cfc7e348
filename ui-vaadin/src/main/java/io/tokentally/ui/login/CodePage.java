package io.tokentally.ui.login;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.theme.aura.Aura;
import io.tokentally.ui.asset.Assets;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.util.HtmlUtils;

/** The HTML of the page that asks for the code of a second factor. It is no view, as the sign-in page is none. */
final class CodePage {

    private static final String PAGE = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="UTF-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
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
        <form class="tt-sign-in" method="post" action="code">
        <h2>{form}</h2>
        {notice}
        <p id="code-rule">{text}</p>
        <label for="code">{code}</label>
        <input id="code" name="code" autocomplete="one-time-code" inputmode="numeric" autocapitalize="none" \
        spellcheck="false" maxlength="40" aria-describedby="code-rule" required autofocus>
        <button type="submit">{submit}</button>
        </form>
        <form class="tt-sign-in-instead" method="post" action="../logout">
        <button type="submit">{instead}</button>
        </form>
        </div>
        </div>
        </main>
        </body>
        </html>
        """;

    private final I18NProvider texts;

    CodePage(I18NProvider texts) {
        this.texts = texts;
    }

    String html(Optional<CodeNotice> notice) {
        return PAGE.replace("{title}", text("code.title"))
                .replace("{theme}", above(Assets.address("theme.js")))
                .replace("{aura}", above(Aura.STYLESHEET))
                .replace("{style}", above(Assets.address("tokentally.css")))
                .replace("{own-style}", above(Assets.address("sign-in.css")))
                .replace("{icon}", above(Assets.address("icon.svg")))
                .replace("{product}", text("product"))
                .replace("{claim}", text("product.claim"))
                .replace("{form}", text("code.form"))
                .replace("{text}", text("code.text"))
                .replace("{code}", text("code.code"))
                .replace("{submit}", text("code.submit"))
                .replace("{instead}", text("code.instead"))
                .replace("{notice}", notice.map(this::notice).orElse(""));
    }

    private String notice(CodeNotice notice) {
        return """
            <div class="tt-sign-in-notice" role="alert"><strong>%s</strong> %s</div>\
            """.formatted(text(notice.titleKey()), text(notice.textKey()));
    }

    /** The page is one step below the root that files are named from. */
    private static String above(String address) {
        return address.startsWith("/") ? address : "../" + address;
    }

    private String text(String key) {
        return HtmlUtils.htmlEscape(texts.getTranslation(key, Locale.ENGLISH));
    }
}
