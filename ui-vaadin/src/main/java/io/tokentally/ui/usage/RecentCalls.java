package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls themselves, the newest or those that stand out, with what takes them along. */
class RecentCalls extends Panel {

    private final RankingSelect ranking;
    private final ExportMenu export;
    private final CallGrid grid;

    RecentCalls(
            ListCallsUseCase calls,
            FollowExportUseCase exports,
            TellShutdownUseCase shutdowns,
            Runnable onClear,
            Consumer<@Nullable CallRanking> onRanking) {
        super(I18NProvider.translate("usage.calls"), "tt-calls-heading");
        export = new ExportMenu(calls, exports);
        ranking = new RankingSelect(onRanking);
        grid = new CallGrid(calls, shutdowns, onClear);
        Div beside = new Div(ranking, export);
        beside.addClassName("tt-panel-buttons");
        addBesideHeading(beside);
        add(grid);
    }

    void show(ShownUsage usage) {
        CallRanking shown = usage.query().ranking();
        setHeading(
                shown == null
                        ? getTranslation("usage.calls")
                        : getTranslation("usage.calls." + shown, CallRanking.MOST));
        ranking.show(shown);
        export.show(usage);
        grid.show(usage);
    }

    void setCompact(boolean compact) {
        grid.setCompact(compact);
    }
}
