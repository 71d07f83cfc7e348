package io.tokentally.ui.login;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.ui.form.PlainPage;
import io.tokentally.ui.login.DemoSignIns.DemoSignIn;
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

    private static final String CONTENT = """
        <script src="{script}" defer></script>
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
        </form>\
        """;

    private final PlainPage page;
    private final DemoSignIns demo;

    SignInPage(I18NProvider texts, DemoSignIns demo) {
        this.page = new PlainPage(texts);
        this.demo = demo;
    }

    String html(Optional<SignInNotice> notice) {
        String content = CONTENT.replace("{script}", PlainPage.asset("", "sign-in.js"))
                .replace("{form}", page.text("login.form"))
                .replace("{username}", page.text("login.username"))
                .replace("{password}", page.text("login.password"))
                .replace("{submit}", page.text("login.submit"))
                .replace("{forgotten}", page.text("login.forgotten"))
                .replace(
                        "{notice}",
                        notice.map(shown -> page.notice(shown.titleKey(), shown.textKey()))
                                .orElse(""));
        return page.html(
                "",
                "same-origin",
                page.text("login.title"),
                content,
                demo.signIns().isEmpty() ? "" : demo());
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
                        page.text("login.demo"),
                        page.text("login.demo.text"),
                        demo.signIns().stream().map(this::demoItem).collect(Collectors.joining("\n")));
    }

    private String demoItem(DemoSignIn signIn) {
        return """
            <li><button type="button" class="tt-demo-sign-in" data-login="%s" data-password="%s" aria-label="%s">\
            <span class="tt-demo-description">%s</span> <span class="tt-demo-login">%1$s</span></button></li>\
            """.formatted(
                        HtmlUtils.htmlEscape(signIn.login()),
                        HtmlUtils.htmlEscape(signIn.password()),
                        page.text("login.demo.use", signIn.description(), signIn.login()),
                        HtmlUtils.htmlEscape(signIn.description()));
    }
}
