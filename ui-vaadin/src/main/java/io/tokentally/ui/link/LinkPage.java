package io.tokentally.ui.link;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.theme.aura.Aura;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.ui.asset.Assets;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/**
 * The HTML of the page that a private link leads to. It is no view, as the sign-in page is none: the secret stands in the
 * fragment of its address, its script reads it there and asks what it is for.
 */
final class LinkPage {

    private static final String HEAD = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="UTF-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>{title}</title>
        <script src="{theme}"></script>
        <link rel="stylesheet" href="{aura}">
        <link rel="stylesheet" href="{style}">
        <link rel="stylesheet" href="{own-style}">
        <link rel="icon" href="{icon}" sizes="any">
        </head>
        <body>
        <main class="tt-login" data-link="{kind}">
        <div class="tt-login-panel">
        <div>
        <div class="tt-login-header">
        <img class="tt-brand-mark" src="{icon}" alt="">
        <h1>{product}</h1>
        <p>{claim}</p>
        </div>
        <div class="tt-sign-in">
        <h2>{heading}</h2>
        """;

    /** Until the script has read the link. */
    private static final String OPENING = """
        <script src="{script}" defer></script>
        <div class="tt-sign-in-notice" role="alert" hidden data-notice></div>
        <p data-state="opening">{opening}</p>
        <p data-state="gone" hidden>{gone}</p>
        """;

    private static final String INVITATION = """
        <div data-state="offer" hidden>
        <p>{offer} <strong data-organization></strong> {as} <strong data-role></strong>, {for} <strong data-address></strong>.</p>
        </div>
        <form data-state="join" data-act="join" hidden>
        <label for="name">{name}</label>
        <input id="name" name="name" autocomplete="name" maxlength="255" required>
        <input type="email" name="username" autocomplete="username" hidden>
        {password-fields}
        <button type="submit">{join}</button>
        </form>
        <div data-state="known" hidden>
        <p>{known}</p>
        <p><a href="invitation/accept">{sign-in}</a></p>
        <p>{squatted}</p>
        </div>
        <form data-state="accept" data-act="accept" hidden>
        <button type="submit">{accept}</button>
        </form>
        <p data-state="other" hidden>{other}</p>
        <form data-state="decline" data-act="decline" hidden>
        <button type="submit" class="tt-quiet">{decline}</button>
        </form>
        <p data-state="joined" hidden>{joined} <a href="{root}login">{sign-in}</a></p>
        <p data-state="accepted" hidden>{accepted} <a href="{root}">{go-on}</a></p>
        <p data-state="declined" hidden>{declined}</p>
        """;

    private static final String RESET = """
        <form data-state="reset" data-act="reset" hidden>
        <p>{offer} <strong data-address></strong>.</p>
        <input type="email" name="username" autocomplete="username" hidden>
        {password-fields}
        <button type="submit">{join}</button>
        </form>
        <p data-state="done" hidden>{done} <a href="{root}login">{sign-in}</a></p>
        """;

    private static final String PASSWORD_FIELDS = """
        <label for="password">{password}</label>
        <input id="password" name="password" type="password" autocomplete="new-password" minlength="{least}" required>
        <label for="repeated">{repeated}</label>
        <input id="repeated" name="repeated" type="password" autocomplete="new-password" required data-differs="{differs}">\
        """;

    private static final String FORGOTTEN = """
        <p>{text}</p>
        <form method="post" action="forgotten">
        <label for="username">{username}</label>
        <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" \
        maxlength="255" required autofocus>
        <button type="submit">{submit}</button>
        </form>
        <p><a href="{root}login">{sign-in}</a></p>
        """;

    private static final String FORGOTTEN_ANSWER = """
        <p role="status">{answer}</p>
        <p><a href="{root}login">{sign-in}</a></p>
        """;

    private static final String FOOT = """
        </div>
        </div>
        </div>
        </main>
        </body>
        </html>
        """;

    private final I18NProvider texts;

    LinkPage(I18NProvider texts) {
        this.texts = texts;
    }

    /** @param root of the application as seen from the page, as in {@code ../} */
    String invitation(String root) {
        return page("invitation", OPENING + INVITATION, root);
    }

    String reset() {
        return page("reset", OPENING + RESET, "");
    }

    /** Asks for the address that a link to a new password is to go to. */
    String forgotten() {
        return page("forgotten", FORGOTTEN, "");
    }

    /** @param key the text that says what comes of it */
    String forgotten(String key) {
        return page("forgotten", FORGOTTEN_ANSWER.replace("{answer}", text("forgotten." + key)), "");
    }

    private String page(String kind, String body, String root) {
        String page = (HEAD + body + FOOT)
                .replace("{password-fields}", PASSWORD_FIELDS)
                .replace("{theme}", root + Assets.address("theme.js"))
                .replace("{aura}", root + Aura.STYLESHEET)
                .replace("{style}", root + Assets.address("tokentally.css"))
                .replace("{own-style}", root + Assets.address("sign-in.css"))
                .replace("{script}", root + Assets.address("link.js"))
                .replace("{icon}", root + Assets.address("icon.svg"))
                .replace("{kind}", kind)
                .replace("{root}", root.isEmpty() ? "./" : root)
                .replace("{least}", Integer.toString(NewPassword.MIN_LENGTH))
                .replace("{product}", text("product"))
                .replace("{claim}", text("product.claim"))
                .replace("{password}", text("account.new"))
                .replace("{repeated}", text("account.repeated"))
                .replace("{differs}", text("account.repeated.differs"))
                .replace("{sign-in}", text("login.submit"));
        return fill(page, kind);
    }

    /** The other places have the texts of the page's own. */
    private String fill(String page, String kind) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = page.indexOf('{'); open >= 0; open = page.indexOf('{', from)) {
            int close = page.indexOf('}', open);
            filled.append(page, from, open).append(text(kind + "." + page.substring(open + 1, close)));
            from = close + 1;
        }
        return filled.append(page, from, page.length()).toString();
    }

    private String text(String key) {
        return HtmlUtils.htmlEscape(texts.getTranslation(key, Locale.ENGLISH));
    }
}
