package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.shortlist.AnalysisCostUseCase;
import io.tokentally.application.port.in.shortlist.DescribeAnalystUseCase;
import io.tokentally.application.port.in.shortlist.DescribeAnalystUseCase.AnalystDescription;
import io.tokentally.application.port.in.shortlist.ExtractCandidateUseCase;
import io.tokentally.application.port.in.shortlist.ManageCandidatesUseCase;
import io.tokentally.application.port.in.shortlist.RankCandidatesUseCase;
import io.tokentally.ui.shell.BackgroundWork;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;

/** Where a model reads résumés and ranks candidates: features whose calls are metered like anybody's. */
@Route(value = AiShortlistView.PATH, layout = MainLayout.class)
@PageTitle("AI Shortlist · Tokentally")
@Menu(title = "AI Shortlist", order = 2, icon = "shortlist")
@PermitAll
public final class AiShortlistView extends Main {

    public static final String PATH = "ai-shortlist";

    public AiShortlistView(
            ExtractCandidateUseCase extraction,
            AnalysisCostUseCase costs,
            ManageCandidatesUseCase candidates,
            RankCandidatesUseCase ranking,
            DescribeAnalystUseCase analyst,
            CurrentViewer currentViewer,
            BackgroundWork work) {
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(getTranslation("shortlist.subtitle"));
        subtitle.addClassName("tt-times");
        Header header = new Header(new Div(new H1(getTranslation("shortlist.title")), subtitle));
        header.addClassName("tt-view-header");
        RankingPanel rankingPanel = new RankingPanel(ranking, costs, candidates, currentViewer, work);
        Div panels = new Div(
                new CandidatesPanel(extraction, costs, candidates, currentViewer, work, rankingPanel::forget),
                rankingPanel);
        panels.addClassName("tt-shortlist");
        add(header, analystNotice(analyst.describe()), panels);
    }

    private Component analystNotice(AnalystDescription analyst) {
        String model = analyst.model().value();
        Span text = new Span(
                analyst.simulated()
                        ? getTranslation("shortlist.simulated", model)
                        : getTranslation("shortlist.model", model));
        Div notice = new Div(text);
        notice.addClassName("tt-notice");
        notice.getElement().setAttribute("data-simulated", Boolean.toString(analyst.simulated()));
        return notice;
    }
}
