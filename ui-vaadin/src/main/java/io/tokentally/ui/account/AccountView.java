package io.tokentally.ui.account;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.tokentally.application.port.in.access.AnswerInvitationUseCase;
import io.tokentally.application.port.in.access.ChangePasswordUseCase;
import io.tokentally.application.port.in.access.ConfirmAddressUseCase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageApiTokensUseCase;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.application.port.in.access.ManageSecondFactorUseCase;
import io.tokentally.application.port.in.access.ManageSessionsUseCase;
import io.tokentally.application.port.in.mailing.ChooseUsageMailUseCase;
import io.tokentally.ui.form.PublicAddress;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;

/**
 * Where people see to their account: password, second factor, sessions. Those who have to see to one of them first find that
 * alone.
 */
@Route(value = MainLayout.ACCOUNT, layout = MainLayout.class)
@PageTitle("Your account · Tokentally")
@PermitAll
public final class AccountView extends Main {

    private final transient ManageSecondFactorUseCase secondFactor;
    private final transient CurrentViewer currentViewer;
    private final transient FreshSignIn freshSignIn;
    private final transient PublicAddress address;
    private final H1 title = new H1();
    private final Div why = new Div();

    public AccountView(
            ChangePasswordUseCase passwords,
            ManageSecondFactorUseCase secondFactor,
            ManageMembersUseCase members,
            ManageSessionsUseCase sessions,
            ManageApiTokensUseCase tokens,
            AnswerInvitationUseCase invitations,
            ChooseUsageMailUseCase mails,
            ConfirmAddressUseCase confirmations,
            CurrentViewer currentViewer,
            FreshSignIn freshSignIn,
            Clock clock,
            PublicAddress address) {
        this.secondFactor = secondFactor;
        this.currentViewer = currentViewer;
        this.freshSignIn = freshSignIn;
        this.address = address;
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(getTranslation("account.subtitle"));
        subtitle.addClassName("tt-times");
        Header header = new Header(new Div(title, subtitle));
        header.addClassName("tt-view-header");
        why.addClassNames("tt-notice", "tt-account-first");
        add(header, why);
        switch (currentViewer.session().limit()) {
            case SECOND_FACTOR_SETUP -> showSetUp();
            case PASSWORD_CHANGE -> {
                explain("account.title.first", "account.first");
                add(new PasswordForm(passwords, currentViewer, this::passwordChosen));
            }
            case NONE, SECOND_FACTOR -> {
                title.setText(getTranslation("account.title"));
                why.setVisible(false);
                TokenServices tokenDesk = new TokenServices(tokens, currentViewer, freshSignIn, clock);
                add(
                        new ReceivedInvitationsPanel(invitations, currentViewer),
                        new PasswordForm(passwords, currentViewer, () -> {}),
                        secondFactorPanel(() -> {}),
                        new SessionsPanel(sessions, currentViewer),
                        new TokensPanel(tokenDesk));
                if (!currentViewer.memberships().isEmpty()) {
                    add(
                            new UsageMailPanel(mails, confirmations, currentViewer),
                            new OrganizationTokensPanel(tokenDesk),
                            new OrganizationsPanel(members, currentViewer, freshSignIn));
                }
            }
        }
    }

    private void explain(String titleKey, String textKey) {
        title.setText(getTranslation(titleKey));
        why.setText(getTranslation(textKey));
        why.setVisible(true);
    }

    private void passwordChosen() {
        ManageSecondFactorUseCase.Status status = secondFactor.status(currentViewer.session());
        if (status.required() && !status.isOn()) {
            getChildren().filter(PasswordForm.class::isInstance).toList().forEach(this::remove);
            showSetUp();
        } else {
            goOn();
        }
    }

    /** As after signing in, by a new page, since the session opens more than before. */
    private void goOn() {
        getUI().ifPresent(ui -> ui.getPage().setLocation("."));
    }

    private void showSetUp() {
        explain("factor.first.title", "factor.first");
        add(secondFactorPanel(this::goOn));
    }

    private SecondFactorPanel secondFactorPanel(Runnable onSetUp) {
        return new SecondFactorPanel(secondFactor, currentViewer, freshSignIn, address, onSetUp);
    }
}
