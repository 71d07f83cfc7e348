package io.tokentally.ui.usage;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.ui.shell.Panel;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls themselves, the newest or those that stand out, with what narrows them down and takes them along. */
class RecentCalls extends Panel {

    private final CallFilterBar filters;
    private final RankingSelect ranking;
    private final ExportMenu export;
    private final CallGrid grid;

    RecentCalls(
            ListCallsUseCase calls,
            FollowExportUseCase exports,
            TellShutdownUseCase shutdowns,
            Consumer<CallFilter> onFilter,
            Consumer<@Nullable CallRanking> onRanking) {
        super(I18NProvider.translate("usage.calls"), "tt-calls-heading");
        export = new ExportMenu(calls, exports);
        filters = new CallFilterBar(onFilter);
        ranking = new RankingSelect(onRanking);
        grid = new CallGrid(calls, shutdowns, () -> onFilter.accept(CallFilter.ALL));
        addBesideHeading(export);
        filters.add(ranking);
        add(filters, grid);
    }

    void show(UsageFigures figures, ZoneId zone) {
        filters.show(figures);
        CallRanking shown = figures.query().ranking();
        setHeading(
                shown == null
                        ? getTranslation("usage.calls")
                        : getTranslation("usage.calls." + shown, CallRanking.MOST));
        ranking.show(shown);
        export.show(figures);
        grid.show(figures, zone);
    }

    void setCompact(boolean compact) {
        grid.setCompact(compact);
    }
}
