package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.tokentally.domain.shortlist.CandidateMatch;
import io.tokentally.domain.shortlist.RankedCandidate;
import java.util.List;

/** A candidate's place in the ranking, with what speaks for them and what is missing. */
class RankedCard extends ListItem {

    private static final int GOOD = 70;
    private static final int FAIR = 40;

    RankedCard(int place, RankedCandidate ranked) {
        addClassName("tt-ranked");
        CandidateMatch match = ranked.match();
        Span number = new Span(getTranslation("shortlist.place", place));
        number.addClassName("tt-ranked-place");
        Div header = new Div(number, new H3(CandidateCard.nameOf(ranked.candidate())), score(match.score()));
        header.addClassName("tt-ranked-header");
        add(header);
        Div lists = new Div();
        lists.addClassName("tt-ranked-lists");
        addList(lists, "shortlist.reasons", "tt-reasons", match.reasons());
        addList(lists, "shortlist.gaps", "tt-gaps", match.gaps());
        add(lists);
    }

    private Component score(int score) {
        Span number = new Span(getTranslation("shortlist.score", score));
        number.addClassName("tt-score-number");
        Div bar = new Div();
        bar.addClassName("tt-score-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        bar.getStyle().set("--score", Integer.toString(score));
        Div whole = new Div(number, bar);
        whole.addClassName("tt-score");
        whole.getElement().setAttribute("data-grade", score >= GOOD ? "good" : score >= FAIR ? "fair" : "poor");
        return whole;
    }

    private void addList(Div lists, String heading, String className, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        UnorderedList list = new UnorderedList();
        list.addClassName(className);
        texts.forEach(text -> list.add(new ListItem(text)));
        lists.add(new Div(new H4(getTranslation(heading)), list));
    }
}
