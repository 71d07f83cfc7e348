package io.tokentally.ui.people;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.shell.BrowserZone;

/** One member, with what can be done about them. */
class MemberRow extends ListItem {

    private final transient Member member;

    /**
     * @param own whether it is the person who looks
     * @param soleOwner whether nobody else owns the organization: then they stay, and stay its owner
     * @param recentUsage tells what they used lately
     * @param budgets tells which bind them
     */
    MemberRow(
            Member member,
            boolean own,
            boolean soleOwner,
            Component recentUsage,
            Component budgets,
            MemberActions actions) {
        this.member = member;
        addClassName("tt-member");
        Person person = member.person();
        Avatar avatar = new Avatar(VisibleText.of(person.displayName()));
        avatar.getElement().setAttribute("aria-hidden", "true");
        RoleSelect role = new RoleSelect(member.role());
        role.setAriaLabel(getTranslation("people.role.of", VisibleText.of(person.displayName())));
        role.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                actions.changeRole(member, event.getValue());
            }
        });
        role.setReadOnly(soleOwner);
        add(avatar, names(person, own, soleOwner), recentUsage, role, buttons(own, soleOwner, actions), budgets);
    }

    private Component names(Person person, boolean own, boolean soleOwner) {
        String shown = VisibleText.of(person.displayName());
        Span name = new Span(own ? getTranslation("people.you", shown) : shown);
        name.addClassName("tt-member-name");
        Span login = new Span(VisibleText.of(person.login()));
        login.addClassName("tt-member-login");
        Div names = new Div(name, login);
        if (member.secondFactor()) {
            Span factor = new Span(getTranslation("people.factor"));
            factor.addClassNames("tt-member-login", "tt-member-factor");
            names.add(factor);
        }
        Span signedIn = new Span(
                member.lastSignIn() == null
                        ? getTranslation("people.never-signed-in")
                        : getTranslation(
                                "people.last-sign-in", formatDate(member.lastSignIn(), BrowserZone.current())));
        signedIn.addClassName("tt-member-login");
        names.add(signedIn);
        if (soleOwner) {
            Span only = new Span(getTranslation("people.sole-owner"));
            only.addClassName("tt-member-login");
            names.add(only);
        }
        names.addClassName("tt-member-names");
        return names;
    }

    private Component buttons(boolean own, boolean soleOwner, MemberActions actions) {
        Div buttons = new Div();
        buttons.addClassName("tt-member-buttons");
        if (!own) {
            buttons.add(button("people.reset", () -> actions.resetPassword(member)));
            if (member.secondFactor()) {
                buttons.add(button("people.factor-reset", () -> actions.resetSecondFactor(member)));
            }
        }
        if (!own && !soleOwner) {
            buttons.add(ending("people.close", () -> actions.close(member)));
        }
        if (!soleOwner) {
            buttons.add(ending(own ? "people.leave" : "people.remove", () -> actions.remove(member)));
        }
        return buttons;
    }

    private Button ending(String key, Runnable action) {
        Button button = button(key, action);
        button.addThemeVariants(ButtonVariant.ERROR);
        return button;
    }

    private Button button(String key, Runnable action) {
        Button button = new Button(getTranslation(key), event -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(
                getTranslation(key + ".of", VisibleText.of(member.person().displayName())));
        return button;
    }
}
