package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.UnorderedList;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.shortlist.AnalysisCostUseCase;
import io.tokentally.application.port.in.shortlist.ExtractCandidateUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.AnalysisFailedException;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import io.tokentally.ui.shell.BackgroundWork;
import io.tokentally.ui.text.ServerText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that were handed in, each with its state. A few are read at once; the others wait. */
class Readings extends UnorderedList {

    /** As many files as are held at once, of 10 MB each at most. */
    static final int MOST_WAITING = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);
    private static final int AT_ONCE = 2;

    private record Waiting(ResumeFile file, ReadingRow row) {}

    private final ExtractCandidateUseCase extraction;
    private final AnalysisCostUseCase costs;
    private final CurrentViewer currentViewer;
    private final BackgroundWork work;
    private final Duration betweenLooks;
    private final Consumer<Candidate> onCandidate;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int running;

    /** @param betweenLooks how long to wait between looks into the ledger, which holds a call within a second or so */
    Readings(
            ExtractCandidateUseCase extraction,
            AnalysisCostUseCase costs,
            CurrentViewer currentViewer,
            BackgroundWork work,
            Duration betweenLooks,
            Consumer<Candidate> onCandidate) {
        this.extraction = extraction;
        this.costs = costs;
        this.currentViewer = currentViewer;
        this.work = work;
        this.betweenLooks = betweenLooks;
        this.onCandidate = onCandidate;
        addClassName("tt-readings");
        getElement().setAttribute("aria-live", "polite");
        getElement().setAttribute("aria-label", getTranslation("shortlist.readings"));
        setVisible(false);
    }

    void read(ResumeFile file) {
        ReadingRow row = addRow(file.name());
        if (waiting.size() >= MOST_WAITING) {
            row.fail(getTranslation("shortlist.too-many", MOST_WAITING));
            return;
        }
        waiting.add(new Waiting(file, row));
        startNext();
    }

    void refuse(String fileName, String reason) {
        addRow(fileName).fail(reason);
    }

    private ReadingRow addRow(String fileName) {
        ReadingRow row = new ReadingRow(fileName);
        add(row);
        setVisible(true);
        return row;
    }

    private void startNext() {
        if (running >= AT_ONCE || waiting.isEmpty()) {
            return;
        }
        running++;
        Waiting next = waiting.remove();
        ReadingRow row = next.row();
        row.show(ReadingRow.State.READING);
        UI ui = UI.getCurrentOrThrow();
        Viewer viewer = currentViewer.viewer();
        work.run(
                ui,
                () -> extraction.extract(
                        viewer,
                        next.file(),
                        (candidateId, since, hidesText) -> ui.accessLater(
                                        () -> row.ask(candidateId, since, hidesText), () -> {})
                                .run()),
                candidate -> done(row, viewer, candidate),
                problem -> failed(row, viewer, problem));
    }

    private void done(ReadingRow row, Viewer viewer, Candidate candidate) {
        row.show(candidate.profile().name() == null ? ReadingRow.State.NAMELESS : ReadingRow.State.DONE);
        onCandidate.accept(candidate);
        ended(row, viewer);
    }

    private void failed(ReadingRow row, Viewer viewer, Exception problem) {
        if (problem instanceof UnreadableResumeException || problem instanceof AnalysisFailedException) {
            row.fail(ServerText.of(problem));
        } else {
            LOG.error("A résumé could not be read", problem);
            row.fail(getTranslation("shortlist.problem"));
        }
        ended(row, viewer);
    }

    private void ended(ReadingRow row, Viewer viewer) {
        running--;
        CandidateId candidateId = row.candidateId();
        Instant since = row.since();
        if (candidateId != null && since != null) {
            row.awaitCost();
            work.run(
                    UI.getCurrentOrThrow(),
                    () -> SettledCost.await(betweenLooks, () -> costs.costOf(viewer, candidateId, since)),
                    cost -> cost.ifPresentOrElse(row::showCost, row::costUnknown),
                    problem -> {
                        LOG.warn("What a résumé cost could not be read", problem);
                        row.costUnknown();
                    });
        }
        startNext();
    }
}
