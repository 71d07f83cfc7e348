package io.tokentally.ui.change;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.tokentally.application.port.in.change.ExplainChangeUseCase;
import io.tokentally.domain.change.ChangeCause;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.change.ExplainedPart;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.PeriodText;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsagePage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.AddressWords;
import io.tokentally.ui.usage.query.UsageQuery;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains what made the cost of the days on show another than that of the days that they are compared with. */
@Route(value = ChangeView.PATH, layout = MainLayout.class)
@PageTitle("Cost change · Tokentally")
@Menu(title = "Cost change", order = 1.5, icon = "change")
@PermitAll
public final class ChangeView extends UsagePage {

    static final String PATH = "api-usage/change";

    private static final String CAUSE = "cause";

    private static final Comparator<ExplainedPart> BY_SIZE =
            Comparator.comparing(part -> part.amount().amount().abs());

    private final transient ExplainChangeUseCase changes;
    private final Paragraph summary = new Paragraph();
    private final Paragraph unpriced = new Paragraph();
    private final Paragraph retries = new Paragraph();
    private final Paragraph until = new Paragraph();
    private final Paragraph cut = new Paragraph();
    private final Paragraph nothing = new Paragraph();
    private final Button compare;
    private final BridgeTable bridge = new BridgeTable(this::open);
    private final Panel panel;
    private final CausePanel cause = new CausePanel();
    private transient @Nullable CostChange shown;
    private transient @Nullable ChangeCause opened;

    public ChangeView(UsageServices services, ExplainChangeUseCase changes) {
        super(services, "change.title");
        this.changes = changes;
        summary.addClassName("tt-bridge-summary");
        unpriced.addClassName("tt-bridge-note");
        retries.addClassName("tt-bridge-note");
        until.addClassName("tt-bridge-note");
        cut.addClassName("tt-bridge-note");
        compare = new Button(
                getTranslation("change.compare"), event -> go(query().withComparison(Comparison.PREVIOUS_PERIOD)));
        panel = new Panel(I18NProvider.translate("change.bridge"), "tt-change-bridge");
        panel.add(summary, bridge, cut, until, retries, unpriced);
        Div parts = new Div(nothing, compare, panel, cause);
        parts.addClassName("tt-breakdowns");
        content().add(parts);
    }

    @Override
    protected void readOwn(QueryParameters told) {
        String asked = told.getSingleParameter(CAUSE).orElse("");
        opened = Arrays.stream(ChangeCause.values())
                .filter(known -> AddressWords.word(known).equals(asked))
                .findAny()
                .orElse(null);
        if (opened == null && !asked.isEmpty()) {
            Notification.show(getTranslation("change.notice.cause"));
        }
    }

    @Override
    protected QueryParameters addressOf(UsageQuery wanted) {
        QueryParameters address = super.addressOf(wanted);
        return opened == null ? address : address.merging(CAUSE, AddressWords.word(opened));
    }

    @Override
    protected void show(ShownUsage usage, MatchingCalls found, List<Figures> others) {
        Comparison comparison = usage.query().comparisonOf(usage.period());
        shown = null;
        String why = comparison == null ? getTranslation("change.without-comparison") : "";
        if (comparison != null) {
            try {
                shown = changes.explain(
                        usage.viewer(),
                        new ChangeQuery(
                                usage.query().scope(),
                                usage.period(),
                                usage.query().filter().values(),
                                comparison));
            } catch (TooManyCallsException e) {
                why = getTranslation("change.too-many", formatCount(e.most()));
            }
        }
        nothing.setText(why);
        nothing.setVisible(shown == null);
        compare.setVisible(comparison == null);
        panel.setVisible(shown != null);
        cause.setVisible(false);
        if (shown != null) {
            draw(shown);
        }
    }

    private void draw(CostChange change) {
        String before = PeriodText.of(change.from().query().period());
        String after = PeriodText.of(change.to().query().period());
        summary.setText(summary(change, before, after));
        long unpricedBefore = change.from().totals().unpriced();
        long unpricedAfter = change.to().totals().unpriced();
        unpriced.setVisible(unpricedBefore + unpricedAfter > 0);
        unpriced.setText(getTranslation("change.unpriced", formatCount(unpricedBefore), formatCount(unpricedAfter)));
        tellRetries(change.from().retries(), change.to().retries());
        Instant end = change.from().query().until();
        until.setVisible(end != null);
        if (end != null) {
            until.setText(getTranslation(
                    "change.until",
                    TimeFormat.formatInstant(end, change.from().query().period().zone())));
        }
        BridgeBars bars = BridgeBars.of(change);
        cut.setVisible(bars.isCut());
        cut.setText(getTranslation("change.cut", CostFormat.formatCost(Money.usd(bars.low()))));
        bridge.show(change, before, after);
        change.parts().stream()
                .filter(part -> !part.amount().isZero())
                .max(BY_SIZE)
                .ifPresent(largest -> reveal(change, stillThere(change, largest.cause())));
    }

    private void tellRetries(Retries before, Retries after) {
        retries.setVisible(before.calls() + after.calls() > 0);
        retries.setText(getTranslation(
                "change.retries",
                formatCount(before.calls()),
                CostFormat.formatCost(before.cost()),
                formatCount(after.calls()),
                CostFormat.formatCost(after.cost())));
    }

    private String summary(CostChange change, String before, String after) {
        Money difference = change.difference();
        if (difference.isZero()) {
            return getTranslation(
                    "change.same", CostFormat.formatCost(change.to().totals().cost()), before, after);
        }
        return getTranslation(
                difference.isNegative() ? "change.less" : "change.more",
                CostFormat.formatCost(change.from().totals().cost()),
                before,
                CostFormat.formatCost(change.to().totals().cost()),
                after,
                CostFormat.formatCost(Money.usd(difference.amount().abs())));
    }

    /** The one that somebody opened stays open, for as long as it made something. */
    private ChangeCause stillThere(CostChange change, ChangeCause largest) {
        return opened != null && !change.part(opened).amount().isZero() ? opened : largest;
    }

    private void open(ChangeCause wanted) {
        CostChange change = shown;
        if (change != null) {
            opened = wanted;
            reveal(change, wanted);
            getUI().ifPresent(
                            ui -> ui.getPage().getHistory().replaceState(null, new Location(PATH, addressOf(query()))));
        }
    }

    private void reveal(CostChange change, ChangeCause wanted) {
        bridge.mark(wanted);
        ReportQuery earlier = change.from().query();
        cause.show(
                change.part(wanted),
                new CellCalls(query(), earlier.range(), earlier.period().zone()));
        cause.setVisible(true);
    }
}
