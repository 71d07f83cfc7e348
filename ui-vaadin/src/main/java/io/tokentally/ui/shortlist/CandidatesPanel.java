package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.shortlist.AnalysisCostUseCase;
import io.tokentally.application.port.in.shortlist.ExtractCandidateUseCase;
import io.tokentally.application.port.in.shortlist.ManageCandidatesUseCase;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.shell.BackgroundWork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes résumés in and lists the candidates of the organization. */
class CandidatesPanel extends Section {

    private final ManageCandidatesUseCase candidates;
    private final CurrentViewer currentViewer;
    private final Consumer<CandidateId> onRemoval;
    private final H2 heading = new H2();
    private final Span count = new Span();
    private final Div list = new Div();
    private final List<Button> removeButtons = new ArrayList<>();

    CandidatesPanel(
            ExtractCandidateUseCase extraction,
            AnalysisCostUseCase costs,
            ManageCandidatesUseCase candidates,
            CurrentViewer currentViewer,
            BackgroundWork work,
            Consumer<CandidateId> onRemoval) {
        this.candidates = candidates;
        this.currentViewer = currentViewer;
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
        Readings readings =
                new Readings(extraction, costs, currentViewer, work, SettledCost.LEDGER_CATCHES_UP, this::added);
        add(header, new ResumeUpload(readings::read, readings::refuse), readings, list);
        showCandidates();
    }

    private void added(Candidate candidate) {
        showCandidates();
        String name = candidate.profile().name();
        Notification.show(
                name == null
                        ? getTranslation("shortlist.added.nameless", candidate.fileName())
                        : getTranslation("shortlist.added", name));
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
        all.forEach(candidate -> list.add(card(candidate)));
    }

    private CandidateCard card(Candidate candidate) {
        CandidateCard card = new CandidateCard(candidate, removeButton(candidate));
        if (candidate.profile().name() == null) {
            card.askForName(name -> {
                candidates.name(currentViewer.viewer(), candidate.id(), name);
                showCandidates();
            });
        }
        return card;
    }

    private Button removeButton(Candidate candidate) {
        Button remove = new Button(Assets.icon("remove"), event -> confirm(candidate));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.setAriaLabel(getTranslation("shortlist.remove.of", CandidateCard.nameOf(candidate)));
        removeButtons.add(remove);
        return remove;
    }

    private void confirm(Candidate candidate) {
        new Confirmation(
                        getTranslation("shortlist.remove.title", CandidateCard.nameOf(candidate)),
                        getTranslation("shortlist.remove.text"),
                        getTranslation("shortlist.remove"),
                        () -> remove(candidate))
                .ofLoss()
                .orElse(getTranslation("shortlist.keep"))
                .open();
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
