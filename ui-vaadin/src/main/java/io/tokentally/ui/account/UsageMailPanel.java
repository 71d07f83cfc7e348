package io.tokentally.ui.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import io.tokentally.application.port.in.access.ConfirmAddressUseCase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.mailing.ChooseUsageMailUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.UnknownOrganizationException;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.MailObstacle;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.text.ServerText;
import java.util.List;
import java.util.Optional;

/** Whether the person is told of their usage by mail, in each of their organizations. */
class UsageMailPanel extends Section {

    private static final String WIDTH = "22em";

    private final ChooseUsageMailUseCase mails;
    private final ConfirmAddressUseCase confirmations;
    private final CurrentViewer currentViewer;
    private final InlineAlert message = new InlineAlert();

    UsageMailPanel(ChooseUsageMailUseCase mails, ConfirmAddressUseCase confirmations, CurrentViewer currentViewer) {
        this.mails = mails;
        this.confirmations = confirmations;
        this.currentViewer = currentViewer;
        addClassName("tt-panel");
        Paragraph text = new Paragraph();
        text.addClassName("tt-times");
        add(new H2(getTranslation("account.mail.title")), text, message);
        List<Membership> memberships = currentViewer.memberships();
        setVisible(!memberships.isEmpty());
        String login = VisibleText.of(currentViewer.session().person().login());
        memberships.stream()
                .map(this::viewerOf)
                .findFirst()
                .flatMap(mails::obstacle)
                .ifPresentOrElse(
                        obstacle -> {
                            text.setText(textOf(obstacle));
                            if (obstacle == MailObstacle.ADDRESS_NOT_PROVEN && confirmations.sendsMail()) {
                                add(confirmButton(login));
                            }
                        },
                        () -> {
                            text.setText(getTranslation("account.mail.text", login));
                            memberships.forEach(this::addChoice);
                        });
    }

    private Button confirmButton(String login) {
        // Whatever came of it, the same is said.
        return new Button(getTranslation("account.mail.confirm"), click -> {
            confirmations.request(currentViewer.session(), MailLanguage.nearest(getLocale()));
            message.confirm(getTranslation("account.mail.confirm.asked", login));
        });
    }

    private void addChoice(Membership membership) {
        UsageMailChoice known = mails.choice(viewerOf(membership));
        String organization = VisibleText.of(membership.organizationName());
        Select<MailRhythm> rhythm = new Select<>();
        rhythm.setLabel(getTranslation("account.mail.of", organization));
        rhythm.setWidth(WIDTH);
        rhythm.setMaxWidth("100%");
        rhythm.setItems(MailRhythm.values());
        rhythm.setItemLabelGenerator(each -> getTranslation("account.mail.rhythm." + each.code()));
        rhythm.setValue(known.rhythm());
        Select<MailLanguage> language = new Select<>();
        language.setLabel(getTranslation("account.mail.language", organization));
        language.setWidth(WIDTH);
        language.setMaxWidth("100%");
        language.setItems(MailLanguage.values());
        language.setItemLabelGenerator(each -> each.locale().getDisplayLanguage(each.locale()));
        language.setValue(known.rhythm() == MailRhythm.NONE ? MailLanguage.nearest(getLocale()) : known.language());
        language.setVisible(known.rhythm() != MailRhythm.NONE);
        rhythm.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                language.setVisible(event.getValue() != MailRhythm.NONE);
                choose(membership, new UsageMailChoice(event.getValue(), language.getValue()));
            }
        });
        language.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                choose(membership, new UsageMailChoice(rhythm.getValue(), event.getValue()));
            }
        });
        add(new Div(rhythm, language));
    }

    private void choose(Membership membership, UsageMailChoice choice) {
        message.clear();
        try {
            Viewer viewer = viewerOf(membership);
            Optional<MailObstacle> obstacle =
                    choice.rhythm() == MailRhythm.NONE ? Optional.empty() : mails.obstacle(viewer);
            if (obstacle.isPresent()) {
                message.show(textOf(obstacle.get()));
                return;
            }
            mails.choose(viewer, choice);
            message.confirm(getTranslation(
                    "account.mail.saved." + choice.rhythm().code(), VisibleText.of(membership.organizationName())));
        } catch (AccessRefusedException | UnknownOrganizationException e) {
            message.show(ServerText.of(e));
        }
    }

    private Viewer viewerOf(Membership membership) {
        return currentViewer.viewerIn(membership.organizationId());
    }

    private String textOf(MailObstacle obstacle) {
        return getTranslation(
                switch (obstacle) {
                    case NO_SERVER -> "account.mail.no-server";
                    case ADDRESS_NOT_PROVEN ->
                        confirmations.sendsMail() ? "account.mail.not-proven" : "account.mail.not-proven.no-links";
                });
    }
}
