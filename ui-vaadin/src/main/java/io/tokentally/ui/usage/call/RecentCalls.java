package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.export.ExportMenu;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.AddressWords;
import io.tokentally.ui.usage.query.UsageAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls themselves, the newest or those that stand out, with what takes them along. */
public final class RecentCalls extends Panel {

    private final RankingSelect ranking;
    private final ExportMenu export;
    private final RouterLink all = new RouterLink(I18NProvider.translate("usage.calls.all"), CallsView.class);
    private final Anchor month = new Anchor(MainLayout.MONTH, I18NProvider.translate("title." + MainLayout.MONTH));
    private final ExpandingCalls grid;

    public RecentCalls(
            ListCallsUseCase calls,
            FollowExportUseCase exports,
            TellShutdownUseCase shutdowns,
            Runnable onClear,
            Consumer<@Nullable CallRanking> onRanking) {
        super(I18NProvider.translate("usage.calls"), "tt-calls-heading");
        export = new ExportMenu(calls, exports);
        ranking = new RankingSelect(onRanking);
        grid = new ExpandingCalls(calls, shutdowns, onClear);
        all.addClassNames("tt-button-link", "tt-export");
        month.addClassNames("tt-button-link", "tt-month-link");
        Div beside = new Div(ranking, all, month, export);
        beside.addClassName("tt-panel-buttons");
        addBesideHeading(beside);
        add(grid);
    }

    public void show(ShownUsage usage) {
        CallRanking shown = usage.query().ranking();
        setHeading(
                shown == null
                        ? getTranslation("usage.calls")
                        : getTranslation("usage.calls." + shown, CallRanking.MOST));
        ranking.show(shown);
        all.setQueryParameters(UsageAddress.of(usage.query()));
        month.setHref(
                MainLayout.MONTH + "?scope=" + AddressWords.word(usage.query().scope()));
        export.show(usage);
        grid.show(usage);
    }

    /** Shows as much of each call as a window of that width has room for. */
    public void fit(int width) {
        grid.fit(Room.of(width, false));
    }
}
