package io.tokentally.ui.link;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.Role;
import io.tokentally.ui.form.PlainPage;

/**
 * The HTML of the page that a private link leads to. It is no view, as the sign-in page is none: the secret stands in the
 * fragment of its address, its script reads it there and asks what it is for.
 */
final class LinkPage {

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

    private static final String CONFIRMATION = """
        <form data-state="confirm" data-act="confirm" hidden>
        <p>{offer} <strong data-address></strong>.</p>
        <p>{not-yours}</p>
        <button type="submit">{confirm}</button>
        </form>
        <p data-state="done" hidden>{done} <a href="{root}account">{go-on}</a></p>
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

    private final PlainPage page;

    LinkPage(I18NProvider texts) {
        this.page = new PlainPage(texts);
    }

    /** @param root of the application as seen from the page, as in {@code ../} */
    String invitation(String root) {
        return page("invitation", OPENING + INVITATION, root);
    }

    String reset() {
        return page("reset", OPENING + RESET, "");
    }

    String confirmation() {
        return page("confirmation", OPENING + CONFIRMATION, "");
    }

    /** Asks for the address that a link to a new password is to go to. */
    String forgotten() {
        return page("forgotten", FORGOTTEN, "");
    }

    /** @param key the text that says what comes of it */
    String forgotten(String key) {
        return page("forgotten", FORGOTTEN_ANSWER.replace("{answer}", page.text("forgotten." + key)), "");
    }

    /** As what somebody is invited, within a sentence. */
    String role(Role role) {
        return page.text("invitation.role." + role);
    }

    private String page(String kind, String body, String root) {
        String content = "<div class=\"tt-sign-in\" data-link=\"%s\">\n<h2>{heading}</h2>\n%s</div>"
                .formatted(kind, body)
                .replace("{password-fields}", PASSWORD_FIELDS)
                .replace("{script}", PlainPage.asset(root, "link.js"))
                .replace("{root}", root.isEmpty() ? "./" : root)
                .replace("{least}", Integer.toString(NewPassword.MIN_LENGTH))
                .replace("{password}", page.text("account.new"))
                .replace("{repeated}", page.text("account.repeated"))
                .replace("{differs}", page.text("account.repeated.differs"))
                .replace("{sign-in}", page.text("login.submit"));
        return page.html(root, "no-referrer", page.text(kind + ".title"), fill(content, kind), "");
    }

    /** The other places have the texts of the page's own. */
    private String fill(String content, String kind) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = content.indexOf('{'); open >= 0; open = content.indexOf('{', from)) {
            int close = content.indexOf('}', open);
            filled.append(content, from, open).append(page.text(kind + "." + content.substring(open + 1, close)));
            from = close + 1;
        }
        return filled.append(content, from, content.length()).toString();
    }
}
