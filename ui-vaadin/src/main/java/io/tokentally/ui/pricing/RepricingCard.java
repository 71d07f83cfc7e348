package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.TimeFormat.formatDate;
import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.text.VisibleText;
import java.time.ZoneId;
import java.util.function.Consumer;

/** One repricing: what for, how far it is, and what can be done with it. */
class RepricingCard extends Article {

    RepricingCard(
            Repricing repricing,
            boolean atWork,
            ZoneId zone,
            Consumer<Repricing> onResume,
            Consumer<Repricing> onUndo) {
        addClassName("tt-candidate");
        Span request = new Span(textOf(repricing.request(), zone));
        boolean interrupted = repricing.isUnfinished() && !atWork;
        Badge state = new Badge(getTranslation(
                interrupted ? "prices.repricing.state.interrupted" : "prices.repricing.state." + repricing.state()));
        state.addThemeVariants(
                BadgeVariant.SMALL, repricing.isUnfinished() ? BadgeVariant.WARNING : BadgeVariant.SUCCESS);
        Div header = new Div(new H3(repricing.request().reason()), state);
        header.addClassName("tt-candidate-header");
        Span who = new Span(getTranslation(
                "prices.repricing.started",
                VisibleText.of(repricing.author().value()),
                formatInstant(repricing.startedAt(), zone)));
        who.addClassName("tt-version");
        add(header, request, who);
        if (repricing.isUnfinished()) {
            add(progress(repricing));
        }
        if (interrupted) {
            add(
                    new Paragraph(getTranslation("prices.repricing.interrupted")),
                    new Button(getTranslation("prices.repricing.resume"), event -> onResume.accept(repricing)));
        }
        if (!repricing.totals().isEmpty()) {
            add(new Details(getTranslation("prices.repricing.by-model"), new RepricedTable(repricing.totals())));
        }
        if (repricing.state() == Repricing.State.APPLIED) {
            Button undo = new Button(getTranslation("prices.repricing.undo"), event -> onUndo.accept(repricing));
            undo.addThemeVariants(ButtonVariant.TERTIARY);
            add(undo);
        }
    }

    private Div progress(Repricing repricing) {
        boolean undoing = repricing.state() == Repricing.State.UNDOING;
        String text = undoing
                ? getTranslation("prices.repricing.left", formatCount(repricing.processed()))
                : getTranslation(
                        "prices.repricing.progress",
                        formatCount(repricing.processed()),
                        formatCount(repricing.records()));
        ProgressBar bar = new ProgressBar();
        bar.setValue(Math.min(1, (double) repricing.processed() / Math.max(1, repricing.records())));
        bar.setIndeterminate(undoing);
        bar.getElement().setAttribute("aria-label", text);
        Div progress = new Div(new Span(text), bar);
        progress.addClassName("tt-progress");
        return progress;
    }

    /** Which calls it is for, in words. */
    private String textOf(RepricingRequest request, ZoneId zone) {
        return getTranslation(
                        "prices.repricing.days",
                        formatDate(request.range().from(), zone),
                        formatDate(request.range().until(), zone))
                + (request.provider() == null ? "" : " · " + request.provider())
                + (request.model() == null ? "" : " · " + request.model())
                + (request.unpricedOnly() ? " · " + getTranslation("prices.repricing.unpriced-only") : "");
    }
}
