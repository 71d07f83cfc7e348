package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import io.tokentally.application.port.in.shortlist.AnalysisCostUseCase.AnalysisCost;
import io.tokentally.domain.shortlist.CandidateId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file that was handed in: how far its reading has come, and what it cost. */
class ReadingRow extends ListItem {

    /** What may be said of a file. */
    enum State {
        WAITING,
        READING,
        ASKING,
        DONE,
        NAMELESS,
        FAILED
    }

    private final Span state = new Span();
    private final Span cost = new Span();
    private @Nullable CandidateId candidateId;
    private @Nullable Instant since;

    ReadingRow(String fileName) {
        addClassName("tt-reading");
        Span name = new Span(fileName);
        name.addClassName("tt-reading-name");
        state.addClassName("tt-reading-state");
        cost.addClassName("tt-reading-cost");
        add(name, state, cost);
        show(State.WAITING);
    }

    void show(State now) {
        getElement().setAttribute("data-state", now.name().toLowerCase(Locale.ROOT));
        state.setText(getTranslation("shortlist.state." + now.name().toLowerCase(Locale.ROOT)));
        if (now == State.FAILED && candidateId == null) {
            cost.setText(getTranslation("shortlist.cost.none"));
        }
    }

    void fail(String reason) {
        show(State.FAILED);
        state.setText(getTranslation("shortlist.state.failed", reason));
    }

    /** A model is asked, so there will be a cost. */
    void ask(CandidateId candidate, Instant begin, boolean hidesText) {
        candidateId = candidate;
        since = begin;
        show(State.ASKING);
        if (hidesText) {
            Span hidden = new Span(getTranslation("shortlist.hidden"));
            hidden.addClassName("tt-reading-hidden");
            add(hidden);
        }
    }

    @Nullable
    CandidateId candidateId() {
        return candidateId;
    }

    @Nullable
    Instant since() {
        return since;
    }

    void awaitCost() {
        cost.setText(getTranslation("shortlist.cost.coming"));
    }

    void showCost(AnalysisCost known) {
        cost.setText(getTranslation(SettledCost.keyOf(known), SettledCost.amountOf(known)));
    }

    void costUnknown() {
        cost.setText(getTranslation("shortlist.cost.unknown"));
    }
}
