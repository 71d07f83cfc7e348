package io.tokentally.ui.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.format.TimeFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** API tokens, each with what it may do, when it was used, and a button that revokes it after a question. */
final class TokenList extends UnorderedList {

    private final boolean withHolders;
    private final transient Consumer<ApiToken> onRevoke;

    /** @param withHolders whether the list is of several people's */
    TokenList(boolean withHolders, Consumer<ApiToken> onRevoke) {
        this.withHolders = withHolders;
        this.onRevoke = onRevoke;
        addClassName("tt-members");
    }

    void show(List<ApiToken> tokens) {
        removeAll();
        tokens.stream().map(this::item).forEach(this::add);
    }

    private ListItem item(ApiToken token) {
        String called = VisibleText.of(token.name());
        Span name = new Span(
                withHolders
                        ? getTranslation(
                                "account.tokens.of",
                                called,
                                VisibleText.of(token.holder().displayName()))
                        : called);
        name.addClassName("tt-member-name");
        Span scopes = line(token.scopes().stream()
                .map(scope -> getTranslation("account.tokens.scope." + scope))
                .collect(Collectors.joining(" · ")));
        Span times = line(getTranslation(
                "account.tokens.times",
                time(token.createdAt()),
                time(token.expiresAt()),
                token.lastUsedAt() == null ? getTranslation("account.tokens.unused") : time(token.lastUsedAt())));
        Div facts = new Div(name, scopes, times);
        if (token.organizationId() != null) {
            facts.addComponentAtIndex(
                    2,
                    line(getTranslation(
                            "account.tokens.in", token.organizationId().value())));
        }
        facts.addClassName("tt-member-names");
        Button revoke = new Button(getTranslation("account.tokens.revoke"), click -> ask(token, called));
        revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        revoke.setAriaLabel(getTranslation("account.tokens.revoke.of", called));
        ListItem item = new ListItem(facts, revoke);
        item.addClassName("tt-own-organization");
        return item;
    }

    private void ask(ApiToken token, String called) {
        new Confirmation(
                        getTranslation("account.tokens.revoke.ask", called),
                        getTranslation("account.tokens.revoke.text"),
                        getTranslation("account.tokens.revoke"),
                        () -> onRevoke.accept(token))
                .ofLoss()
                .open();
    }

    private static String time(Instant instant) {
        return TimeFormat.formatMinute(instant, ZoneOffset.UTC);
    }

    private static Span line(String text) {
        Span line = new Span(text);
        line.addClassName("tt-member-login");
        return line;
    }
}
