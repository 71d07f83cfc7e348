package io.tokentally.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAudit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser(username = "owner@acme.example", roles = "OWNER")
@ExtendWith(OutputCaptureExtension.class)
class AuditViewTest extends SpringBrowserlessTest {

    @Autowired
    private FakeAudit audit;

    @BeforeEach
    void setUp() {
        audit.reset();
        audit.fill();
    }

    @Test
    void ownersReadWhoDidWhatTheNewestFirst() {
        navigate(AuditView.class);

        assertThat(actions())
                .containsExactly(
                        "usage.exported",
                        "virtual_key.revoked",
                        "price.added",
                        "sign_in.failed",
                        "member.role_changed",
                        "member.added");
        assertThat(find(Badge.class).single().getText()).isEqualTo("Verified up to entry 6");
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void adminsAreRefused() {
        UI.getCurrent().navigate(AuditView.PATH);

        assertThat(find(H1.class).single().getText()).isEqualTo("You cannot see this");
        assertThat(audit.asked()).isEmpty();
    }

    @Test
    @WithMockUser(
            username = "consultant@demo.example",
            roles = {"OWNER", "MEMBER"})
    void anOwnerOfAnotherOrganizationIsRefusedInThisOne() {
        UI.getCurrent().navigate(AuditView.PATH);

        assertThat(find(H1.class).single().getText()).isEqualTo("You cannot see this");
        assertThat(audit.asked()).isEmpty();
    }

    @Test
    void filtersNarrowTheListAndTheExport() {
        AuditView view = navigate(AuditView.class);

        ComboBox<AuditAction> action = findAction();
        test(action).selectItem("Price: added");

        assertThat(actions()).containsExactly("price.added");
        assertThat(export(view)).endsWith("export.csv?organization=acme&action=price.added");

        test(find(TextField.class).single()).setValue("no such thing");

        assertThat(actions()).isEmpty();
        assertThat(view.getElement().getOuterHTML()).contains("action=price.added&amp;text=no+such+thing");
    }

    @Test
    void aChainThatIsBrokenIsSaidToBe() {
        audit.breakAt(4);

        navigate(AuditView.class);

        assertThat(find(Badge.class).single().getText()).isEqualTo("Broken at entry 4: it was changed");
    }

    @Test
    void aLongChainIsCheckedWhenSomebodyAsks() {
        audit.reset();
        audit.leaveOut(ChainStatus.LONG);
        audit.fill();

        navigate(AuditView.class);
        assertThat(find(Badge.class).single().getText()).isEqualTo("Not checked yet");

        test(find(Button.class).withText("Check").single()).click();
        assertThat(find(Badge.class).single().getText()).startsWith("Verified up to entry");
    }

    @Test
    void anEntryShowsWhatWasBeforeBesideWhatWasAfter() {
        navigate(AuditView.class);

        test(grid()).doubleClickRow(4);

        AuditDetails details = find(AuditDetails.class).single();
        assertThat(details.getHeaderTitle()).isEqualTo("Member: role changed");
        assertThat(texts(find(StackingTable.class).single())).contains("Role MEMBER ADMIN");
    }

    @Test
    void aGermanReaderReadsActionsKindsAndFieldsInGerman() {
        UI.getCurrent().setLocale(Locale.GERMAN);
        navigate(AuditView.class);

        test(grid()).doubleClickRow(4);

        AuditDetails details = find(AuditDetails.class).single();
        assertThat(details.getHeaderTitle()).isEqualTo("Mitglied: Rolle geändert");
        assertThat(texts(details)).contains("Art Person");
        assertThat(texts(find(StackingTable.class).single())).contains("Rolle MEMBER ADMIN");
        assertThat(findAction().getListDataView().getItems().map(findAction().getItemLabelGenerator()))
                .isSorted()
                .contains("Mitglied: Rolle geändert", "Preis: Hinzugefügt");
    }

    @Test
    void anErasedTextIsSaidToBe() {
        navigate(AuditView.class);

        test(grid()).doubleClickRow(2);

        assertThat(texts(find(StackingTable.class).single())).contains("Author – (erased)");
    }

    /** Whoever guesses passwords says for which address, and may turn around what owners read. */
    @Test
    void whatStrangersGaveAsANameShowsAsWhatItIs() {
        audit.add(
                "sign_in.failed",
                null,
                "account",
                "\u202Eelpmaxe.emca@nimda",
                Map.of(),
                Map.of("reason", new AuditText("zero\u200Bwidth")));
        navigate(AuditView.class);

        test(grid()).doubleClickRow(0);

        assertThat(texts(find(AuditDetails.class).single()))
                .contains("⟨U+202E⟩elpmaxe.emca@nimda", "zero⟨U+200B⟩width")
                .doesNotContain("\u202E", "\u200B");
    }

    @Test
    void aLogThatCannotBeReadDoesNotBreakThePage(CapturedOutput output) {
        audit.fail();

        navigate(AuditView.class);

        assertThat(actions()).isEmpty();
        assertThat(output).contains("The audit log could not be read");
    }

    @SuppressWarnings("unchecked") // The only one of actions is the first.
    private ComboBox<AuditAction> findAction() {
        return (ComboBox<AuditAction>) find(ComboBox.class).all().getFirst();
    }

    private AuditGrid grid() {
        return find(AuditGrid.class).single();
    }

    private List<String> actions() {
        AuditGrid grid = grid();
        return IntStream.range(0, test(grid).size())
                .mapToObj(row -> test(grid).getRow(row).action().name())
                .toList();
    }

    private String export(AuditView view) {
        return find(Anchor.class, view).all().stream()
                .map(Anchor::getHref)
                .filter(address -> address.contains("export.csv"))
                .findFirst()
                .orElseThrow();
    }

    private static String texts(Component component) {
        return component.getElement().getTextRecursively().isEmpty() ? "" : String.join(" ", leaves(component));
    }

    private static List<String> leaves(Component component) {
        List<Component> children = component.getChildren().toList();
        return children.isEmpty()
                ? List.of(component.getElement().getText())
                : children.stream().flatMap(child -> leaves(child).stream()).toList();
    }
}
