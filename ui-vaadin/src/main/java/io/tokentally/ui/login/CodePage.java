package io.tokentally.ui.login;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.ui.form.PlainPage;
import java.util.Optional;

/** The HTML of the page that asks for the code of a second factor. It is no view, as the sign-in page is none. */
final class CodePage {

    private static final String CONTENT = """
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
        </form>\
        """;

    private final PlainPage page;

    CodePage(I18NProvider texts) {
        this.page = new PlainPage(texts);
    }

    String html(Optional<CodeNotice> notice) {
        String content = CONTENT.replace("{form}", page.text("code.form"))
                .replace("{text}", page.text("code.text"))
                .replace("{code}", page.text("code.code"))
                .replace("{submit}", page.text("code.submit"))
                .replace("{instead}", page.text("code.instead"))
                .replace(
                        "{notice}",
                        notice.map(shown -> page.notice(shown.titleKey(), shown.textKey()))
                                .orElse(""));
        return page.html("../", "same-origin", page.text("code.title"), content, "");
    }
}
