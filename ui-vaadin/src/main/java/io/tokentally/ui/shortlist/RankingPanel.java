package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.TextArea;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.shortlist.AnalysisCostUseCase;
import io.tokentally.application.port.in.shortlist.ManageCandidatesUseCase;
import io.tokentally.application.port.in.shortlist.RankCandidatesUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.AnalysisFailedException;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.JobDescription;
import io.tokentally.domain.shortlist.RankedCandidate;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.BackgroundWork;
import io.tokentally.ui.text.ServerText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a job description and shows how the candidates match it. */
class RankingPanel extends Section {

    private static final Logger LOG = LoggerFactory.getLogger(RankingPanel.class);

    private final RankCandidatesUseCase ranking;
    private final AnalysisCostUseCase costs;
    private final CurrentViewer currentViewer;
    private final BackgroundWork work;
    private final TextArea description = new TextArea();
    private final Button rank = new Button();
    private final InlineAlert message = new InlineAlert();
    private final Progress progress = new Progress();
    private final Paragraph cost = new Paragraph();
    private final OrderedList list = new OrderedList();
    private final Set<CandidateId> forgotten = new HashSet<>();
    private List<RankedCandidate> shown = List.of();

    RankingPanel(
            RankCandidatesUseCase ranking,
            AnalysisCostUseCase costs,
            ManageCandidatesUseCase candidates,
            CurrentViewer currentViewer,
            BackgroundWork work) {
        this.ranking = ranking;
        this.costs = costs;
        this.currentViewer = currentViewer;
        this.work = work;
        addClassName("tt-panel");
        H2 heading = new H2(getTranslation("shortlist.ranking"));
        heading.setId("tt-ranking");
        getElement().setAttribute("aria-labelledby", "tt-ranking");
        Div header = new Div(heading);
        header.addClassName("tt-panel-header");
        description.setLabel(getTranslation("shortlist.job"));
        description.setPlaceholder(getTranslation("shortlist.job.placeholder"));
        description.setMaxLength(JobDescription.MAX_LENGTH);
        description.setWidthFull();
        description.setMinRows(6);
        description.setMaxRows(14);
        rank.setText(getTranslation("shortlist.rank"));
        rank.addThemeVariants(ButtonVariant.PRIMARY);
        rank.addClickListener(event -> begin());
        list.addClassName("tt-ranking");
        list.setVisible(false);
        cost.addClassName("tt-ranking-cost");
        cost.getElement().setAttribute("aria-live", "polite");
        cost.setVisible(false);
        add(header, description, rank, message, progress, cost, list);
        restore(candidates);
    }

    /** Shows what was ranked last, without those who were removed since, be it by somebody else. */
    private void restore(ManageCandidatesUseCase candidates) {
        Viewer viewer = currentViewer.viewer();
        LastRanking.of(viewer).ifPresent(last -> {
            Set<CandidateId> there =
                    candidates.candidates(viewer).stream().map(Candidate::id).collect(Collectors.toSet());
            description.setValue(last.job());
            shown = last.ranked().stream()
                    .filter(ranked -> there.contains(ranked.candidate().id()))
                    .toList();
            showRanking();
            tellCost(viewer, last.asked());
        });
    }

    private void begin() {
        message.clear();
        String text = description.getValue().strip();
        if (text.length() < JobDescription.MIN_LENGTH) {
            description.setErrorMessage(getTranslation("shortlist.job.too-short", JobDescription.MIN_LENGTH));
            description.setInvalid(true);
            description.focus();
            return;
        }
        description.setInvalid(false);
        rank.setEnabled(false);
        cost.setVisible(false);
        progress.begin(getTranslation("shortlist.ranking.running"));
        Viewer viewer = currentViewer.viewer();
        JobDescription job = new JobDescription(text);
        AtomicReference<LastRanking.@Nullable Asked> asked = new AtomicReference<>();
        work.run(
                UI.getCurrentOrThrow(),
                () -> ranking.rank(viewer, job, (id, since) -> asked.set(new LastRanking.Asked(id, since))),
                ranked -> {
                    LastRanking.keep(viewer, text, ranked, asked.get());
                    show(ranked);
                    tellCost(viewer, asked.get());
                },
                problem -> {
                    failed(problem);
                    tellCost(viewer, asked.get());
                });
    }

    /** What failed may have cost something, too. */
    private void tellCost(Viewer viewer, LastRanking.@Nullable Asked asked) {
        if (asked == null) {
            return;
        }
        cost.setVisible(true);
        cost.setText(getTranslation("shortlist.cost.coming"));
        work.run(
                UI.getCurrentOrThrow(),
                () -> SettledCost.await(
                        SettledCost.LEDGER_CATCHES_UP, () -> costs.costOf(viewer, asked.rankingId(), asked.since())),
                known -> cost.setText(
                        known.map(found -> getTranslation(SettledCost.keyOf(found), SettledCost.amountOf(found)))
                                .orElseGet(() -> getTranslation("shortlist.cost.unknown"))),
                problem -> {
                    LOG.warn("What a ranking cost could not be read", problem);
                    cost.setText(getTranslation("shortlist.cost.unknown"));
                });
    }

    /** Takes the candidate out of the ranking on show, and of one that is still being made. */
    void forget(CandidateId candidateId) {
        forgotten.add(candidateId);
        showRanking();
    }

    private void show(List<RankedCandidate> ranked) {
        ready();
        shown = List.copyOf(ranked);
        showRanking();
        if (!list.isVisible()) {
            message.show(getTranslation("shortlist.ranking.nobody"));
        }
    }

    private void showRanking() {
        list.removeAll();
        int place = 0;
        for (RankedCandidate ranked : shown) {
            if (!forgotten.contains(ranked.candidate().id())) {
                place++;
                list.add(new RankedCard(place, ranked));
            }
        }
        list.setVisible(place > 0);
    }

    private void failed(Exception problem) {
        ready();
        if (problem instanceof AnalysisFailedException) {
            message.show(ServerText.of(problem));
            return;
        }
        LOG.error("The candidates could not be ranked", problem);
        message.show(getTranslation("shortlist.problem"));
    }

    private void ready() {
        progress.end();
        rank.setEnabled(true);
    }
}
