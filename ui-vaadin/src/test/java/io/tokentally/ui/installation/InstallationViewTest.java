package io.tokentally.ui.installation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import io.tokentally.ui.account.AccountView;
import io.tokentally.ui.audit.AuditGrid;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeInstallation;
import io.tokentally.ui.fake.FakePriceBundles;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.form.SecretLinkDialog;
import io.tokentally.ui.pricing.CostTable;
import io.tokentally.ui.pricing.PricesView;
import io.tokentally.ui.usage.ApiUsageView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser(username = "operator@demo.example", roles = "OPERATOR")
class InstallationViewTest extends SpringBrowserlessTest {

    @Autowired
    private FakeInstallation installation;

    @Autowired
    private FakePriceBundles bundles;

    @Autowired
    private FakeAccess access;

    @BeforeEach
    void setUp() {
        installation.reset();
    }

    @Test
    void anOperatorComesHereFirstAndIsOfferedNothingOfMembers() {
        UI.getCurrent().navigate("");

        assertThat(heading()).isEqualTo("Installation");
        assertThat(find(SideNavItem.class).all().stream().map(SideNavItem::getLabel))
                .containsExactly("Prices", "Installation", "Unknown keys", "Installation audit");
        assertThat(rows())
                .containsExactly(
                        "Acmeacme · 4 people, 1 owner among them",
                        "Initechinitech · nobody owns it yet · 1 open invitationInvite an owner");
    }

    @Test
    void anOperatorWithoutASecondFactorSetsOneUpFirst() {
        access.requireSecondFactorOfOperators();
        // A page without the frame, so that it is made anew.
        UI.getCurrent().navigate("no-such-page");

        UI.getCurrent().navigate("");

        assertThat(UI.getCurrent().getCurrentView()).isInstanceOf(AccountView.class);
        assertThat(find(Button.class).withText("Set up").exists()).isTrue();
    }

    @Test
    void anOperatorSeesTheListPricesAndNothingOfOwners() {
        UI.getCurrent().navigate(PricesView.class);

        assertThat(heading()).isEqualTo("Prices");
        assertThat(find(Paragraph.class)
                        .withTextContaining("The list, which everybody pays")
                        .exists())
                .isTrue();
        assertThat(find(Grid.class).single().getListDataView().getItemCount()).isPositive();
        assertThat(find(Tabs.class).exists()).isFalse();

        UI.getCurrent().navigate("prices/openai/gpt-4.1-nano");

        assertThat(heading()).isEqualTo("gpt-4.1-nano");
        test(button("Calculate")).click();
        assertThat(find(CostTable.class).exists()).isTrue();
    }

    @Test
    void uploadsAPriceFileAndWithdrawsIt() {
        navigate(InstallationView.class);
        assertThat(listPrices())
                .contains("The built-in list counts: 812 price versions")
                .contains("An uploaded file would be kept in " + FakeInstallation.PRICE_FILE);
        assertThat(find(Button.class).withText("Withdraw the file").exists()).isFalse();

        upload("prices.json", "");
        assertThat(find(InlineAlert.class)
                        .withTextContaining("The price file prices.json cannot be used: it is empty")
                        .exists())
                .isTrue();
        assertThat(listPrices()).contains("The built-in list counts");

        upload("prices.json", "{}");
        ConfirmDialog dialog = find(ConfirmDialog.class).single();
        assertThat(dialog.getElement().getProperty("message"))
                .isEqualTo(
                        "It has 3 price versions and prices one model today. One model that has a price now would have"
                                + " none, and calls to it would be recorded as unpriced: gpt-4o");
        test(dialog).cancel();
        assertThat(listPrices()).contains("The built-in list counts");

        upload("prices.json", "{}");
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(listPrices())
                .contains("An uploaded file counts: " + FakeInstallation.PRICE_FILE)
                .contains("SHA-256 abababababab…, 3 price versions");

        test(button("Withdraw the file")).click();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(listPrices()).contains("The built-in list counts");
    }

    @Test
    void takesAPriceBundleInAndShowsWhatItWouldChange() {
        bundles.reset();
        navigate(InstallationView.class);
        assertThat(listPrices())
                .contains("No bundle has been applied yet.")
                .contains("Refused (fetched,")
                .contains("The signature is wrong");

        uploadBundle("december.zip", "");
        assertThat(find(InlineAlert.class)
                        .withTextContaining("The price bundle december.zip cannot be used: it is empty")
                        .exists())
                .isTrue();

        uploadBundle("december.zip", "PK");
        assertThat(find(Span.class).all().stream().map(Span::getText).collect(Collectors.joining("\n")))
                .contains("Version 7 of 2026-12-01 waits: SHA-256 abababababab…")
                .contains("openai/gpt-7/standard/2026-12-01")
                .contains("$2.50 per 1M")
                .contains("2027-03-01 → gpt-7");
        test(button("Apply the bundle")).click();
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(listPrices()).contains("Version 7 of 2026-12-01 counts");
        assertThat(find(Button.class).withText("Apply the bundle").exists()).isFalse();
    }

    private String listPrices() {
        return find(Paragraph.class).all().stream().map(Paragraph::getText).collect(Collectors.joining("\n"));
    }

    private void uploadBundle(String name, String content) {
        test(find(Upload.class).all().getLast())
                .upload(name, "application/zip", content.getBytes(StandardCharsets.UTF_8));
        roundTrip();
    }

    private void upload(String name, String content) {
        test(find(Upload.class).all().getFirst())
                .upload(name, "application/json", content.getBytes(StandardCharsets.UTF_8));
        roundTrip();
    }

    @Test
    void anOperatorSeesNoUsage() {
        UI.getCurrent().navigate(ApiUsageView.class);

        assertThat(heading()).isEqualTo("You cannot see this");
    }

    @ParameterizedTest
    @ValueSource(strings = {"installation", "installation-audit"})
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void anOwnerIsNoOperator(String path) {
        UI.getCurrent().navigate(path);

        assertThat(heading()).isEqualTo("You cannot see this");
    }

    @Test
    void makesAnOrganizationWhoseFirstOwnerGetsALink() {
        navigate(InstallationView.class);
        test(button("New organization")).click();
        test(field("Name")).setValue("Umbrella & Söhne");
        assertThat(field("Identifier").getValue()).isEqualTo("umbrella-sohne");
        test(button("Create and invite")).click();
        assertThat(field("Email of the first owner").isInvalid()).isTrue();
        test(field("Email of the first owner")).setValue("anna@umbrella.example");
        test(button("Create and invite")).click();

        assertThat(find(SecretLinkDialog.class).single().getHeaderTitle())
                .isEqualTo("Invitation of anna@umbrella.example");
        assertThat(find(Code.class).single().getText())
                .isEqualTo("https://tokentally.acme.example/invitation#" + FakeInstallation.SECRET.value());
        assertThat(rows()).anyMatch(row -> row.startsWith("Umbrella & Söhneumbrella-sohne · nobody owns it yet"));
    }

    @Test
    void anOrganizationWhoseInvitationWasNotSentIsThereAndSaysSo() {
        installation.failToSend();
        navigate(InstallationView.class);
        test(button("New organization")).click();
        test(field("Name")).setValue("Umbrella");
        test(field("Email of the first owner")).setValue("anna@umbrella.example");
        test(button("Create and invite")).click();

        assertThat(find(NewOrganizationDialog.class).exists()).isFalse();
        assertThat(rows()).anyMatch(row -> row.startsWith("Umbrella") && row.endsWith("Invite an owner"));
        assertThat(find(InlineAlert.class).all().stream()
                        .filter(Component::isVisible)
                        .map(InlineAlert::getText))
                .containsExactly("Umbrella was made, but the mail to anna@umbrella.example could not be sent, so nobody"
                        + " owns it yet. Invite an owner of it again.");
    }

    @Test
    void anIdentifierThatIsTakenIsRefusedInTheDialog() {
        navigate(InstallationView.class);
        test(button("New organization")).click();
        test(field("Name")).setValue("ACME");
        test(field("Email of the first owner")).setValue("anna@acme.example");
        test(button("Create and invite")).click();

        assertThat(find(InlineAlert.class).all().stream()
                        .filter(Component::isVisible)
                        .map(InlineAlert::getText))
                .containsExactly("There is an organization with this id already. Choose another.");
    }

    @Test
    void invitesTheOwnerOfAnOrganizationThatNobodyOwns() {
        navigate(InstallationView.class);
        test(button("Invite an owner")).click();
        test(find(TextField.class).all().getLast()).setValue("bill@initech.example");
        test(button("Invite")).click();

        assertThat(find(SecretLinkDialog.class).exists()).isTrue();
    }

    @Test
    void findsAnAccountAndMakesALinkOrReleasesTheAddress() {
        navigate(InstallationView.class);
        test(field("Email")).setValue("nobody@initech.example");
        test(button("Find")).click();
        assertThat(panelText()).contains("Nobody signs in as nobody@initech.example.");

        test(field("Email")).setValue(FakeInstallation.SQUATTED.value());
        test(button("Find")).click();
        assertThat(panelText()).contains("in 1 organization · address never proven");
        test(button("Make a password link")).click();
        assertThat(find(Code.class).single().getText())
                .isEqualTo("https://tokentally.acme.example/reset#" + FakeInstallation.SECRET.value());
        test(button("Done")).click();

        test(button("Remove second factor")).click();
        assertThat(find(InlineAlert.class).all().stream().filter(Component::isVisible))
                .as("whoever has none")
                .hasSize(1);

        test(button("Release address")).click();
        assertThat(installation.isReleased()).isFalse();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(installation.isReleased()).isTrue();
    }

    @Test
    void readsTheInstallationsAuditLog() {
        navigate(InstallationAuditView.class);

        AuditGrid grid = find(AuditGrid.class).single();
        assertThat(test(grid).size()).isOne();
        assertThat(test(grid).getCellText(0, 2)).isEqualTo("Sign in: failed");
    }

    @Test
    void changesTheirPasswordWithoutAnOrganization() {
        navigate(AccountView.class);

        assertThat(heading()).isEqualTo("Your account");
        assertThat(find(H2.class).all().stream().map(H2::getText)).doesNotContain("Your organizations");
    }

    private String heading() {
        return find(H1.class).single().getText();
    }

    private List<String> rows() {
        return find(ListItem.class).from(find(OrganizationsPanel.class).single()).all().stream()
                .map(row -> row.getElement().getTextRecursively())
                .toList();
    }

    private String panelText() {
        return find(AccountPanel.class).single().getElement().getTextRecursively();
    }

    private Button button(String text) {
        return find(Button.class).withText(text).all().getLast();
    }

    private TextField field(String label) {
        return find(TextField.class).all().stream()
                .filter(field -> label.equals(field.getLabel()))
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
