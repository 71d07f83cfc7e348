package io.tokentally.ui.account;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.InlineAlert;
import java.util.List;

/** For owners: the API tokens that others use in the organization looked at. */
class OrganizationTokensPanel extends Section {

    private final TokenServices services;
    private final InlineAlert message = new InlineAlert();
    private final TokenList list = new TokenList(true, this::revoke);

    OrganizationTokensPanel(TokenServices services) {
        this.services = services;
        addClassName("tt-panel");
        setId("organization-tokens");
        Paragraph explanation = new Paragraph(getTranslation("account.tokens.organization.text"));
        explanation.addClassName("tt-times");
        add(
                new H2(getTranslation(
                        "account.tokens.organization",
                        VisibleText.of(services.organizationName().orElse("")))),
                explanation,
                message,
                list);
        services.attempt(message, this::load);
    }

    private void load() {
        List<ApiToken> ofOthers = services.viewer().filter(viewer -> viewer.role() == Role.OWNER).stream()
                .flatMap(viewer -> services.tokens().tokensOfOrganization(viewer).stream()
                        .filter(token -> !token.holder().userId().equals(viewer.userId())))
                .toList();
        list.show(ofOthers);
        setVisible(!ofOthers.isEmpty());
    }

    private void revoke(ApiToken token) {
        services.attempt(message, () -> {
            Viewer viewer = services.currentViewer().viewer();
            services.tokens().revokeOf(viewer, token.id());
            load();
        });
    }
}
