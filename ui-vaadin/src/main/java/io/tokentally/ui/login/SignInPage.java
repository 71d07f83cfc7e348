package io.tokentally.ui.login;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.theme.aura.Aura;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.login.DemoSignIns.DemoSignIn;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * The HTML of the sign-in page. It is no view: whoever has not signed in costs no session and no memory, and the page works
 * before a script runs. Its fields have the names that Spring Security and password managers expect.
 */
final class SignInPage {

    /** Where it is, and where its form goes. */
    static final String PATH = "login";

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
        <script src="{script}" defer></script>
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
        <form class="tt-sign-in" method="post" action="login">
        <h2>{form}</h2>
        {notice}
        <label for="username">{username}</label>
        <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" \
        required autofocus>
        <label for="password">{password}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
        <button type="submit">{submit}</button>
        <p class="tt-sign-in-beside"><a href="forgotten">{forgotten}</a></p>
        </form>
        </div>
        {demo}
        </div>
        </main>
        </body>
        </html>
        """;

    private final I18NProvider texts;
    private final DemoSignIns demo;

    SignInPage(I18NProvider texts, DemoSignIns demo) {
        this.texts = texts;
        this.demo = demo;
    }

    String html(Optional<SignInNotice> notice) {
        return PAGE.replace("{title}", text("login.title"))
                .replace("{theme}", Assets.address("theme.js"))
                .replace("{aura}", Aura.STYLESHEET)
                .replace("{style}", Assets.address("tokentally.css"))
                .replace("{own-style}", Assets.address("sign-in.css"))
                .replace("{script}", Assets.address("sign-in.js"))
                .replace("{icon}", Assets.address("icon.svg"))
                .replace("{product}", text("product"))
                .replace("{claim}", text("product.claim"))
                .replace("{form}", text("login.form"))
                .replace("{username}", text("login.username"))
                .replace("{password}", text("login.password"))
                .replace("{submit}", text("login.submit"))
                .replace("{forgotten}", text("login.forgotten"))
                .replace("{notice}", notice.map(this::notice).orElse(""))
                .replace("{demo}", demo.signIns().isEmpty() ? "" : demo());
    }

    private String notice(SignInNotice notice) {
        return """
            <div class="tt-sign-in-notice" role="alert"><strong>%s</strong> %s</div>\
            """.formatted(text(notice.titleKey()), text(notice.textKey()));
    }

    private String demo() {
        return """
            <div class="tt-login-demo">
            <h2>%s</h2>
            <p>%s</p>
            <ul>
            %s
            </ul>
            </div>\
            """.formatted(
                        text("login.demo"),
                        text("login.demo.text"),
                        demo.signIns().stream().map(this::demoItem).collect(Collectors.joining("\n")));
    }

    private String demoItem(DemoSignIn signIn) {
        return """
            <li><button type="button" class="tt-demo-sign-in" data-login="%s" data-password="%s" aria-label="%s">\
            <span class="tt-demo-description">%s</span> <span class="tt-demo-login">%1$s</span></button></li>\
            """.formatted(
                        HtmlUtils.htmlEscape(signIn.login()),
                        HtmlUtils.htmlEscape(signIn.password()),
                        text("login.demo.use", signIn.description(), signIn.login()),
                        HtmlUtils.htmlEscape(signIn.description()));
    }

    private String text(String key, Object... parameters) {
        return HtmlUtils.htmlEscape(texts.getTranslation(key, Locale.ENGLISH, parameters));
    }
}
