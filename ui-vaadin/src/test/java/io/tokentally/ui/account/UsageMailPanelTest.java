package io.tokentally.ui.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.MailObstacle;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeConfirmations;
import io.tokentally.ui.fake.FakeUsageMails;
import io.tokentally.ui.form.InlineAlert;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("member@acme.example")
class UsageMailPanelTest extends SpringBrowserlessTest {

    private static final Viewer MEMBER = new Viewer(new UserId("member"), new OrganizationId("acme"), Role.MEMBER);

    @Autowired
    private FakeUsageMails mails;

    @Autowired
    private FakeConfirmations confirmations;

    // After as well: the first page of a test is there before it is set up.
    @BeforeEach
    @AfterEach
    void setUp() {
        mails.reset();
        confirmations.reset();
    }

    @Test
    void nobodyIsToldUntilTheyChooseIt() {
        navigate(AccountView.class);

        assertThat(rhythm().getValue()).isEqualTo(MailRhythm.NONE);
        assertThat(language().isVisible()).isFalse();
        assertThat(texts()).anyMatch(text -> text.contains("to member@acme.example"));
    }

    @Test
    void whatIsChosenIsKeptAtOnceInTheLanguageOfThePage() {
        navigate(AccountView.class);

        test(rhythm()).selectItem("Each week");

        assertThat(mails.choice(MEMBER)).isEqualTo(new UsageMailChoice(MailRhythm.WEEKLY, MailLanguage.ENGLISH));
        assertThat(said()).containsExactly("From the end of this week on, you get a mail of Acme.");

        test(language()).selectItem("Deutsch");

        assertThat(mails.choice(MEMBER)).isEqualTo(new UsageMailChoice(MailRhythm.WEEKLY, MailLanguage.GERMAN));

        test(rhythm()).selectItem("None");

        assertThat(mails.choice(MEMBER).rhythm()).isEqualTo(MailRhythm.NONE);
        assertThat(language().isVisible()).isFalse();
        assertThat(said()).containsExactly("You get no mails of Acme any more.");
    }

    @Test
    void whatWasChosenIsShown() {
        mails.choose(MEMBER, new UsageMailChoice(MailRhythm.MONTHLY, MailLanguage.GERMAN));

        navigate(AccountView.class);

        assertThat(rhythm().getValue()).isEqualTo(MailRhythm.MONTHLY);
        assertThat(language().getValue()).isEqualTo(MailLanguage.GERMAN);
    }

    @Test
    void withoutAMailServerThePageSaysSo() {
        mails.speaksAgainst(MailObstacle.NO_SERVER);

        navigate(AccountView.class);

        assertThat(find(Select.class).withLabel("Mails of Acme").exists()).isFalse();
        assertThat(texts())
                .contains("This installation sends no such mails: whoever runs it has set up no mail server.");
    }

    @Test
    void whoseAddressIsNotProvenHasALinkSentThatProvesIt() {
        mails.speaksAgainst(MailObstacle.ADDRESS_NOT_PROVEN);

        navigate(AccountView.class);

        assertThat(find(Select.class).withLabel("Mails of Acme").exists()).isFalse();
        assertThat(texts()).anyMatch(text -> text.contains("Have a link sent to it and follow it"));

        test(find(Button.class).withText("Send a link to confirm").single()).click();

        assertThat(confirmations.done).containsExactly("request member@acme.example ENGLISH");
        assertThat(said())
                .containsExactly(
                        "Look into the mailbox of member@acme.example. A link is sent there, at most three times an hour and five times a day;"
                                + " it works once, within a day.");
    }

    @Test
    void whereNoLinkCanBeMailedNoneIsOffered() {
        mails.speaksAgainst(MailObstacle.ADDRESS_NOT_PROVEN);
        confirmations.sendsMail = false;

        navigate(AccountView.class);

        assertThat(find(Button.class).withText("Send a link to confirm").exists())
                .isFalse();
        assertThat(texts()).anyMatch(text -> text.contains("No link can be mailed"));
    }

    @Test
    void whoseAddressIsProvenIsToldSoAndNeedsNoLink() {
        navigate(AccountView.class);

        assertThat(texts()).anyMatch(text -> text.contains("which a mail has proven to be yours"));
        assertThat(find(Button.class).withText("Send a link to confirm").exists())
                .isFalse();
    }

    @Test
    void aServerThatIsGoneMeanwhileIsSaid() {
        navigate(AccountView.class);
        mails.speaksAgainst(MailObstacle.NO_SERVER);

        test(rhythm()).selectItem("Each month");

        assertThat(said())
                .containsExactly("This installation sends no such mails: whoever runs it has set up no mail server.");
    }

    @SuppressWarnings("unchecked") // The page has no other of that label.
    private Select<MailRhythm> rhythm() {
        return (Select<MailRhythm>)
                find(Select.class).withLabel("Mails of Acme").single();
    }

    private Select<MailLanguage> language() {
        UsageMailPanel panel = find(UsageMailPanel.class).single();
        return panel.getChildren()
                .flatMap(Component::getChildren)
                .filter(Select.class::isInstance)
                .map(UsageMailPanelTest::ofLanguages)
                .filter(select -> select.getLabel().startsWith("Language"))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked") // Only languages are read of it.
    private static Select<MailLanguage> ofLanguages(Component select) {
        return (Select<MailLanguage>) select;
    }

    private List<String> said() {
        return find(InlineAlert.class).all().stream()
                .filter(Component::isVisible)
                .map(InlineAlert::getText)
                .toList();
    }

    private List<String> texts() {
        return find(Paragraph.class).all().stream().map(Paragraph::getText).toList();
    }
}
