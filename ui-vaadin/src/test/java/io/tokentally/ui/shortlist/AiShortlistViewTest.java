package io.tokentally.ui.shortlist;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.shortlist.AnalysisFailedException;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeShortlist;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.pricing.PricesView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
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
@WithMockUser("member@acme.example")
@ExtendWith(OutputCaptureExtension.class)
class AiShortlistViewTest extends SpringBrowserlessTest {

    private static final String JOB = "A backend engineer who knows Java and PostgreSQL.";

    @Autowired
    private FakeShortlist shortlist;

    @Autowired
    private CurrentViewer currentViewer;

    @BeforeEach
    void setUp() {
        shortlist.clear();
    }

    @Test
    void saysThatTheSimulatorStandsIn() {
        navigate(AiShortlistView.class);

        assertThat(textOf(find(AiShortlistView.class).single()))
                .contains("No OpenAI key is configured: answers come from the built-in simulator")
                .contains("gpt-4.1-nano");
    }

    @Test
    void namesTheModelThatAnswers() {
        shortlist.setSimulated(false);

        navigate(AiShortlistView.class);

        assertThat(textOf(find(AiShortlistView.class).single()))
                .contains("Answers come from gpt-4.1-nano.")
                .doesNotContain("simulator");
    }

    @Test
    void anUploadedResumeBecomesACandidate() {
        navigate(AiShortlistView.class);

        upload("ada.txt", "Ada Byron, Java");

        assertThat(textOf(find(CandidateCard.class).single()))
                .contains("Ada Byron", "ada@example.com", "PostgreSQL", "Staff Engineer", "MSc Mathematics", "ada.txt");
        assertThat(find(Notification.class).all())
                .extracting(notice -> test(notice).getText())
                .containsExactly("Ada Byron was added to the candidates");
    }

    @Test
    void anUnreadableResumeSaysWhy() {
        shortlist.failWith(new UnreadableResumeException("The file is encrypted. Remove the password first."));
        navigate(AiShortlistView.class);

        upload("secret.pdf", "%PDF");

        assertThat(rows())
                .containsExactly("secret.pdf Failed: The file is encrypted. Remove the password first. "
                        + "No model was asked, so it cost nothing");
        assertThat(find(Upload.class).single().isVisible()).isTrue();
    }

    @Test
    void anEmptyFileSaysWhy() {
        navigate(AiShortlistView.class);

        upload("empty.txt", "");

        assertThat(rows())
                .containsExactly("empty.txt Failed: The file is empty. Choose a résumé as PDF, DOCX or plain text. "
                        + "No model was asked, so it cost nothing");
    }

    @Test
    void aModelWithoutAnAnswerSaysWhatToDo() {
        shortlist.failWith(new AnalysisFailedException("The model gave no usable answer. Try again."));
        navigate(AiShortlistView.class);

        upload("ada.txt", "Ada Byron, Java");

        assertThat(rows()).containsExactly("ada.txt Failed: The model gave no usable answer. Try again. Cost $0.0042");
    }

    @Test
    void whatBreaksInsideStaysInside(CapturedOutput output) {
        shortlist.failWith(new IllegalStateException("secret detail"));
        navigate(AiShortlistView.class);

        upload("ada.txt", "Ada Byron, Java");

        assertThat(rows())
                .containsExactly("ada.txt Failed: That did not work, and it is not your fault. Try again in a moment. "
                        + "Cost $0.0042");
        assertThat(output).contains("A résumé could not be read").doesNotContain("Ada Byron");
    }

    @Test
    void eachOfSeveralFilesHasItsStateAndItsCost() {
        navigate(AiShortlistView.class);

        upload("ada.txt", "Ada Byron, Java");
        upload("empty.txt", "");
        upload("bea.txt", "Bea, Java");

        assertThat(rows())
                .containsExactly(
                        "ada.txt Done Cost $0.0042",
                        "empty.txt Failed: The file is empty. Choose a résumé as PDF, DOCX or plain text. "
                                + "No model was asked, so it cost nothing",
                        "bea.txt Done Cost $0.0042");
        assertThat(find(CandidateCard.class).all()).hasSize(2);
    }

    @Test
    void aFileThatHidesTextSaysSo() {
        shortlist.hideText();
        navigate(AiShortlistView.class);

        upload("ada.txt", "Ada Byron, Java");

        assertThat(rows().getFirst()).contains("The file holds text that no reader sees");
    }

    @Test
    void aCandidateWithoutANameIsNamedOnThePage() {
        navigate(AiShortlistView.class);

        upload("nameless.txt", "Java");

        assertThat(rows()).containsExactly("nameless.txt Done, but no name was found. Type it below. Cost $0.0042");
        assertThat(textOf(find(CandidateCard.class).single())).contains("No name found (nameless.txt)");
        TextField name = find(TextField.class).single();
        test(find(Button.class).withText("Save name").single()).click();
        assertThat(name.isInvalid()).isTrue();

        test(name).setValue("Zoë Example");
        test(find(Button.class).withText("Save name").single()).click();

        assertThat(textOf(find(CandidateCard.class).single()))
                .contains("Zoë Example")
                .doesNotContain("No name found");
        assertThat(shortlist.candidates(currentViewer.viewer()))
                .extracting(candidate -> candidate.profile().name())
                .containsExactly("Zoë Example");
    }

    @Test
    void candidatesAreRankedWithReasonsAndGaps() {
        shortlist.add(currentViewer.viewer(), "bruno.docx", FakeShortlist.bruno());
        shortlist.add(currentViewer.viewer(), "ada.pdf", FakeShortlist.ada());
        navigate(AiShortlistView.class);

        rank(JOB);

        assertThat(find(RankedCard.class).all())
                .extracting(AiShortlistViewTest::textOf)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("#1", "Ada Byron", "91 / 100", "Nine years of Java on the JVM"),
                        second -> assertThat(second)
                                .contains("#2", "Bruno Costa", "54 / 100", "No experience with Vaadin"));
    }

    @Test
    void aRankingStandsUntilAnotherIsMadeWithoutThoseWhoWereRemovedMeanwhile() {
        shortlist.add(currentViewer.viewer(), "bruno.docx", FakeShortlist.bruno());
        shortlist.add(currentViewer.viewer(), "ada.pdf", FakeShortlist.ada());
        navigate(AiShortlistView.class);
        rank(JOB);
        assertThat(find(RankedCard.class).all()).hasSize(2);

        navigate(PricesView.class);
        navigate(AiShortlistView.class);

        assertThat(find(RankedCard.class).all()).hasSize(2);
        assertThat(find(TextArea.class).single().getValue()).isEqualTo(JOB);
        assertThat(costOfRanking()).isEqualTo("Cost about $0.0017, estimated");

        navigate(PricesView.class);
        shortlist.remove(
                currentViewer.viewer(),
                shortlist.candidates(currentViewer.viewer()).getFirst().id());
        navigate(AiShortlistView.class);

        assertThat(find(RankedCard.class).all()).hasSize(1);
    }

    @Test
    void whatARankingCostIsToldOnceItIsBookedThoughItFailed() {
        shortlist.add(currentViewer.viewer(), "ada.pdf", FakeShortlist.ada());
        navigate(AiShortlistView.class);

        rank(JOB);
        assertThat(costOfRanking()).isEqualTo("Cost about $0.0017, estimated");

        shortlist.failWith(new AnalysisFailedException("The model left out some of the candidates. Try again."));
        rank(JOB);
        assertThat(message()).isEqualTo("The model left out some of the candidates. Try again.");
        assertThat(costOfRanking()).isEqualTo("Cost about $0.0017, estimated");
    }

    @Test
    void rankingNobodySaysWhatToDo() {
        navigate(AiShortlistView.class);

        rank(JOB);

        assertThat(find(Paragraph.class).withClassName("tt-ranking-cost").exists())
                .isFalse();

        assertThat(message()).isEqualTo("There are no candidates to rank. Upload a résumé first.");
    }

    @Test
    void aJobInAWordAsksForMore() {
        navigate(AiShortlistView.class);

        rank("Java");

        TextArea job = find(TextArea.class).single();
        assertThat(job.isInvalid()).isTrue();
        assertThat(job.getErrorMessage()).isEqualTo("Describe the job in at least 20 characters.");
    }

    @Test
    void aRankingThatFailsLeavesTheButtonReady() {
        shortlist.failWith(new AnalysisFailedException("The model left out some of the candidates. Try again."));
        navigate(AiShortlistView.class);

        rank(JOB);

        assertThat(message()).isEqualTo("The model left out some of the candidates. Try again.");
        assertThat(find(Button.class).withText("Rank candidates").single().isEnabled())
                .isTrue();
    }

    @Test
    void aCandidateIsRemovedOnlyOnceConfirmed() {
        shortlist.add(currentViewer.viewer(), "ada.pdf", FakeShortlist.ada());
        navigate(AiShortlistView.class);

        test(find(Button.class).withAriaLabel("Remove Ada Byron").single()).click();
        assertThat(find(CandidateCard.class).all()).hasSize(1);

        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(find(CandidateCard.class).exists()).isFalse();
        assertThat(shortlist.candidates(currentViewer.viewer())).isEmpty();
    }

    @Test
    void whoIsRemovedLeavesTheRankingToo() {
        shortlist.add(currentViewer.viewer(), "bruno.docx", FakeShortlist.bruno());
        shortlist.add(currentViewer.viewer(), "ada.pdf", FakeShortlist.ada());
        navigate(AiShortlistView.class);
        rank(JOB);

        remove("Ada Byron");

        assertThat(textOf(find(RankedCard.class).single())).contains("#1", "Bruno Costa");

        remove("Bruno Costa");

        assertThat(find(RankedCard.class).exists()).isFalse();
    }

    private String costOfRanking() {
        return find(Paragraph.class).withClassName("tt-ranking-cost").single().getText();
    }

    private List<String> rows() {
        return find(ReadingRow.class).all().stream()
                .map(row -> row.getChildren()
                        .map(part -> part.getElement().getTextRecursively())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private void remove(String name) {
        test(find(Button.class).withAriaLabel("Remove " + name).single()).click();
        test(find(ConfirmDialog.class).single()).confirm();
    }

    private void upload(String name, String content) {
        test(find(Upload.class).single()).upload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8));
        roundTrip();
    }

    private void rank(String job) {
        test(find(TextArea.class).single()).setValue(job);
        test(find(Button.class).withText("Rank candidates").single()).click();
        roundTrip();
    }

    private String message() {
        return find(InlineAlert.class).single().getText();
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
