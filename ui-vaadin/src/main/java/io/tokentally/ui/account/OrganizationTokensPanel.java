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

    private final TokenDesk desk;
    private final InlineAlert message = new InlineAlert();
    private final TokenList list = new TokenList(true, this::revoke);

    OrganizationTokensPanel(TokenDesk desk) {
        this.desk = desk;
        addClassName("tt-panel");
        setId("organization-tokens");
        Paragraph explanation = new Paragraph(getTranslation("account.tokens.organization.text"));
        explanation.addClassName("tt-times");
        add(
                new H2(getTranslation(
                        "account.tokens.organization",
                        VisibleText.of(desk.organizationName().orElse("")))),
                explanation,
                message,
                list);
        desk.attempt(message, this::load);
    }

    private void load() {
        List<ApiToken> ofOthers = desk.viewer().filter(viewer -> viewer.role() == Role.OWNER).stream()
                .flatMap(viewer -> desk.tokens().tokensOfOrganization(viewer).stream()
                        .filter(token -> !token.holder().userId().equals(viewer.userId())))
                .toList();
        list.show(ofOthers);
        setVisible(!ofOthers.isEmpty());
    }

    private void revoke(ApiToken token) {
        desk.attempt(message, () -> {
            Viewer viewer = desk.currentViewer().viewer();
            desk.tokens().revokeOf(viewer, token.id());
            load();
        });
    }
}
