package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.component.notification.Notification;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.shortlist.ExtractCandidateUseCase;
import io.tokentally.application.port.in.shortlist.ManageCandidatesUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.AnalysisFailedException;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.BackgroundWork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes résumés in and lists the candidates of the organization. */
class CandidatesPanel extends Section {

    private static final Logger LOG = LoggerFactory.getLogger(CandidatesPanel.class);

    private final ExtractCandidateUseCase extraction;
    private final ManageCandidatesUseCase candidates;
    private final CurrentViewer currentViewer;
    private final BackgroundWork work;
    private final ResumeUpload upload = new ResumeUpload(this::read, this::refuse);
    private final InlineAlert message = new InlineAlert();
    private final Progress progress = new Progress();
    private final Consumer<CandidateId> onRemoval;
    private final H2 heading = new H2();
    private final Span count = new Span();
    private final Div list = new Div();
    private final List<Button> removeButtons = new ArrayList<>();

    CandidatesPanel(
            ExtractCandidateUseCase extraction,
            ManageCandidatesUseCase candidates,
            CurrentViewer currentViewer,
            BackgroundWork work,
            Consumer<CandidateId> onRemoval) {
        this.extraction = extraction;
        this.candidates = candidates;
        this.currentViewer = currentViewer;
        this.work = work;
        this.onRemoval = onRemoval;
        addClassName("tt-panel");
        heading.setText(getTranslation("shortlist.candidates"));
        heading.setId("tt-candidates");
        heading.getElement().setAttribute("tabindex", "-1");
        getElement().setAttribute("aria-labelledby", "tt-candidates");
        count.addClassName("tt-count");
        Div header = new Div(heading, count);
        header.addClassName("tt-panel-header");
        list.addClassName("tt-candidates");
        add(header, upload, message, progress, list);
        showCandidates();
    }

    private void read(ResumeFile file) {
        Viewer viewer = currentViewer.viewer();
        message.clear();
        upload.setVisible(false);
        progress.begin(getTranslation("shortlist.reading", file.name()));
        work.run(
                UI.getCurrentOrThrow(),
                () -> extraction.extract(viewer, file),
                this::added,
                problem -> failed(file.name(), problem));
    }

    private void added(Candidate candidate) {
        ready();
        showCandidates();
        Notification.show(getTranslation("shortlist.added", candidate.profile().name()));
    }

    private void failed(String fileName, Exception problem) {
        ready();
        if (problem instanceof UnreadableResumeException || problem instanceof AnalysisFailedException) {
            refuse(fileName, String.valueOf(problem.getMessage()));
            return;
        }
        LOG.error("A résumé could not be read", problem);
        refuse(fileName, getTranslation("shortlist.problem"));
    }

    private void refuse(String fileName, String reason) {
        message.show(getTranslation("shortlist.upload.refused", fileName, reason));
    }

    private void ready() {
        progress.end();
        upload.setVisible(true);
    }

    private void showCandidates() {
        List<Candidate> all = candidates.candidates(currentViewer.viewer());
        count.setText(getTranslation("shortlist.count", all.size()));
        list.removeAll();
        removeButtons.clear();
        if (all.isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("shortlist.none"));
            none.addClassName("tt-candidates-none");
            list.add(none);
        }
        all.forEach(candidate -> list.add(new CandidateCard(candidate, removeButton(candidate))));
    }

    private Button removeButton(Candidate candidate) {
        Button remove = new Button(new SvgIcon(Assets.address("icons/remove.svg")), event -> confirm(candidate));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.setAriaLabel(
                getTranslation("shortlist.remove.of", candidate.profile().name()));
        removeButtons.add(remove);
        return remove;
    }

    private void confirm(Candidate candidate) {
        message.clear();
        ConfirmDialog dialog = new ConfirmDialog(
                getTranslation("shortlist.remove.title", candidate.profile().name()),
                getTranslation("shortlist.remove.text"),
                getTranslation("shortlist.remove"),
                event -> remove(candidate));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("shortlist.keep"));
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    private void remove(Candidate candidate) {
        int place = candidates.candidates(currentViewer.viewer()).stream()
                .map(Candidate::id)
                .toList()
                .indexOf(candidate.id());
        candidates.remove(currentViewer.viewer(), candidate.id());
        onRemoval.accept(candidate.id());
        showCandidates();
        focusNextTo(place);
    }

    /** The button that had the focus is gone; whoever works with the keyboard goes on where it was. */
    private void focusNextTo(int place) {
        if (removeButtons.isEmpty()) {
            heading.getElement().executeJs("this.focus()");
        } else {
            removeButtons.get(Math.clamp(place, 0, removeButtons.size() - 1)).focus();
        }
    }
}
