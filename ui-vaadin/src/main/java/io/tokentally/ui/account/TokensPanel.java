package io.tokentally.ui.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import java.util.List;

/** The person's API tokens: new ones, what each may do, and the end of those that nobody needs. */
class TokensPanel extends Section {

    private final TokenServices services;
    private final InlineAlert message = new InlineAlert();
    private final TokenList list = new TokenList(false, this::revoke);
    private final Button revokeAll;

    TokensPanel(TokenServices services) {
        this.services = services;
        addClassName("tt-panel");
        setId("tokens");
        Paragraph explanation = new Paragraph(getTranslation("account.tokens.text"));
        explanation.addClassName("tt-times");
        Button make = new Button(
                getTranslation("account.tokens.new"),
                click -> services.freshSignIn().run(() -> new NewTokenDialog(services, this::load).open()));
        make.setVisible(!services.scopes().isEmpty());
        revokeAll = new Button(getTranslation("account.tokens.revoke-all"), click -> askForAll());
        revokeAll.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        add(new H2(getTranslation("account.tokens")), explanation, message, list, make, revokeAll);
        services.attempt(message, this::load);
    }

    private void load() {
        List<ApiToken> tokens = services.tokens().tokens(services.session());
        list.show(tokens);
        revokeAll.setVisible(!tokens.isEmpty());
    }

    private void revoke(ApiToken token) {
        services.attempt(message, () -> {
            services.tokens().revoke(services.session(), token.id());
            load();
        });
    }

    private void askForAll() {
        new Confirmation(
                        getTranslation("account.tokens.revoke-all.ask"),
                        getTranslation("account.tokens.revoke-all.text"),
                        getTranslation("account.tokens.revoke-all"),
                        () -> services.attempt(message, () -> {
                            services.tokens().revokeAll(services.session());
                            load();
                        }))
                .ofLoss()
                .open();
    }
}
