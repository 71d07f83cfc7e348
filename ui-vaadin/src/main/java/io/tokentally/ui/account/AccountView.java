package io.tokentally.ui.account;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.tokentally.application.port.in.access.ChangePasswordUseCase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageApiTokensUseCase;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.application.port.in.access.ManageSessionsUseCase;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;

/** Where people change their password, and where those who signed in with a one-time password come first. */
@Route(value = MainLayout.ACCOUNT, layout = MainLayout.class)
@PageTitle("Change password · Tokentally")
@PermitAll
public final class AccountView extends Main {

    public AccountView(
            ChangePasswordUseCase passwords,
            ManageMembersUseCase members,
            ManageSessionsUseCase sessions,
            ManageApiTokensUseCase tokens,
            CurrentViewer currentViewer,
            FreshSignIn freshSignIn,
            Clock clock) {
        addClassName("tt-view");
        setId("content");
        boolean first = currentViewer.mustChangePassword();
        Paragraph subtitle = new Paragraph(getTranslation("account.subtitle"));
        subtitle.addClassName("tt-times");
        Header header =
                new Header(new Div(new H1(getTranslation(first ? "account.title.first" : "account.title")), subtitle));
        header.addClassName("tt-view-header");
        add(header);
        Div why = new Div(getTranslation("account.first"));
        why.addClassNames("tt-notice", "tt-account-first");
        why.setVisible(first);
        add(why, new PasswordForm(passwords, currentViewer, () -> why.setVisible(false)));
        if (!first) {
            TokenDesk tokenDesk = new TokenDesk(tokens, currentViewer, freshSignIn, clock);
            add(new SessionsPanel(sessions, currentViewer), new TokensPanel(tokenDesk));
            if (!currentViewer.memberships().isEmpty()) {
                add(
                        new OrganizationTokensPanel(tokenDesk),
                        new OrganizationsPanel(members, currentViewer, freshSignIn));
            }
        }
    }
}
