package io.tokentally.ui.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.server.VaadinServletRequest;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.text.BundleTranslations;
import io.tokentally.ui.text.LanguageChoice;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who is signed in, with the theme, the password and the way out. */
class UserMenu extends MenuBar {

    private static final Duration YEAR = Duration.ofDays(365);

    private final Map<ThemeChoice, MenuItem> themeItems = new EnumMap<>(ThemeChoice.class);

    /** @param role what the person is, in words */
    UserMenu(Person person, String role, Runnable signOut) {
        addClassName("tt-user-menu");
        addThemeVariants(MenuBarVariant.TERTIARY);
        getElement().setAttribute("aria-label", getTranslation("shell.user-menu"));
        setI18n(new MenuBarI18n().setMoreOptions(getTranslation("shell.more")));

        MenuItem root = addItem(face(person, role));
        root.getElement()
                .setAttribute(
                        "aria-label", getTranslation("shell.user-menu.of", VisibleText.of(person.displayName()), role));
        SubMenu menu = root.getSubMenu();
        menu.addItem(signedInAs(person)).setEnabled(false);
        SubMenu themes = menu.addItem(getTranslation("shell.theme")).getSubMenu();
        for (ThemeChoice choice : ThemeChoice.values()) {
            MenuItem item = themes.addItem(getTranslation("shell.theme." + choice), event -> choose(choice));
            item.setCheckable(true);
            themeItems.put(choice, item);
        }
        addLanguages(menu.addItem(getTranslation("shell.language")).getSubMenu());
        menu.addSeparator();
        menu.addItem(
                getTranslation("shell.account"), event -> getUI().ifPresent(ui -> ui.navigate(MainLayout.ACCOUNT)));
        menu.addItem(getTranslation("shell.sign-out"), event -> signOut.run());
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        getElement()
                .executeJs("return window.tokentallyTheme.current()")
                .then(String.class, name -> check(ThemeChoice.ofScriptName(name)));
    }

    /** Each by its own name, for whoever cannot read the others. */
    private void addLanguages(SubMenu languages) {
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        Optional<Locale> chosen =
                request == null ? Optional.empty() : LanguageChoice.chosen(request.getHttpServletRequest());
        for (Locale locale : BundleTranslations.locales()) {
            MenuItem item = languages.addItem(
                    locale.getDisplayName(locale), event -> chooseLanguage(locale.toLanguageTag(), YEAR));
            item.getElement().setAttribute("lang", locale.toLanguageTag());
            item.setCheckable(true);
            item.setChecked(chosen.filter(locale::equals).isPresent());
        }
        MenuItem browser =
                languages.addItem(getTranslation("shell.language.browser"), event -> chooseLanguage("", Duration.ZERO));
        browser.setCheckable(true);
        browser.setChecked(chosen.isEmpty());
    }

    /** Keeps the choice in this browser for so long and begins the page anew. */
    private void chooseLanguage(String tag, Duration kept) {
        getElement()
                .executeJs(
                        "const secure = location.protocol === 'https:';"
                                + " document.cookie = `${secure ? '__Host-' : ''}${$0}=${$1};path=/;max-age=${$2};samesite=lax`"
                                + " + (secure ? ';secure' : '');"
                                + " location.reload()",
                        LanguageChoice.COOKIE,
                        tag,
                        Math.toIntExact(kept.toSeconds()));
    }

    private void choose(ThemeChoice choice) {
        check(choice);
        getElement().executeJs("window.tokentallyTheme.choose($0)", choice.scriptName());
    }

    private void check(ThemeChoice chosen) {
        themeItems.forEach((choice, item) -> item.setChecked(choice == chosen));
    }

    private Component face(Person person, String role) {
        Avatar avatar = new Avatar(VisibleText.of(person.displayName()));
        avatar.getElement().setAttribute("aria-hidden", "true");
        Span name = new Span(VisibleText.of(person.displayName()));
        name.addClassName("tt-user-name");
        Span roleName = new Span(role);
        roleName.addClassName("tt-user-role");
        Div names = new Div(name, roleName);
        names.addClassName("tt-user-names");
        Div face = new Div(avatar, names);
        face.addClassName("tt-user-face");
        return face;
    }

    private Component signedInAs(Person person) {
        Span text = new Span(getTranslation("shell.signed-in-as", person.login()));
        text.addClassName("tt-signed-in-as");
        return text;
    }
}
