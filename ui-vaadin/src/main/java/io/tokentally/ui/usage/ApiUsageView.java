package io.tokentally.ui.usage;

import static io.tokentally.ui.format.TimeFormat.formatTime;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.page.PageVisibility;
import com.vaadin.flow.component.page.WindowSize;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.signals.Signal;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.pricing.WatchModelEndsUseCase;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Polling;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dashboard. Its address says what it shows; it looks for news by itself as long as somebody can see it. */
@Route(value = ApiUsageView.PATH, layout = MainLayout.class)
@PageTitle("API Usage · Tokentally")
@Menu(title = "API Usage", order = 1, icon = "usage")
@PermitAll
public final class ApiUsageView extends Main implements BeforeEnterObserver {

    public static final String PATH = "api-usage";

    private static final Logger LOG = LoggerFactory.getLogger(ApiUsageView.class);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);
    private static final int NARROW = 760;

    private final UsageFiguresReader reader;
    private final WatchModelEndsUseCase ends;
    private final UsageControls controls = new UsageControls(this::go);
    private final Paragraph times = new Paragraph();
    private final SummaryCards cards = new SummaryCards();
    private final UsageWarnings warnings = new UsageWarnings();
    private final EmptyUsage empty = new EmptyUsage();
    private final ProblemPanel problem;
    private final UsageBreakdowns breakdowns;
    private final Div content;

    private DashboardQuery query = DashboardQuery.DEFAULT;
    private List<EndingModel> ending = List.of();
    private List<EndingModel> toldEnding = List.of();
    private @Nullable UsageFigures figures;
    private @Nullable Registration refreshing;
    private @Nullable Registration polling;

    public ApiUsageView(
            UsageFiguresReader reader,
            ListCallsUseCase calls,
            FollowExportUseCase exports,
            WatchModelEndsUseCase ends,
            TellShutdownUseCase shutdowns) {
        this.reader = reader;
        this.ends = ends;
        breakdowns = new UsageBreakdowns(
                calls,
                exports,
                shutdowns,
                filter -> go(query.withFilter(filter)),
                ranking -> go(query.withRanking(ranking)));
        problem = new ProblemPanel(new Button(getTranslation("usage.problem.retry"), event -> refresh()));
        content = new Div(cards, warnings, empty, breakdowns);
        content.addClassName("tt-dashboard");
        addClassName("tt-view");
        setId("content");
        times.addClassName("tt-times");
        Div titles = new Div(new H1(getTranslation("usage.title")), times);
        Header header = new Header(titles, controls);
        header.addClassName("tt-view-header");
        add(header, problem, content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var reading = DashboardQueryReader.read(event.getLocation().getQueryParameters(), reader.viewer());
        query = reading.query();
        reading.notices().forEach(notice -> Notification.show(getTranslation(notice)));
        lookForEnding();
        refresh();
        if (figures != null) {
            tellOfUnknown(figures.shown());
        }
    }

    /** Once for a look at the page: it changes by the day. */
    private void lookForEnding() {
        try {
            ending = ends.ending(reader.viewer(), query.scope());
        } catch (RuntimeException e) {
            LOG.error("The models that end could not be read", e);
        }
    }

    /** A filter for what nobody used stays, since another period may have it; but it is told. */
    private void tellOfUnknown(UsageSummary shown) {
        Endpoint endpoint = query.filter().endpoint();
        if (endpoint != null && !shown.byEndpoint().containsKey(endpoint)) {
            Notification.show(getTranslation("usage.notice.endpoint.unused", VisibleText.of(endpoint.value())));
        }
        ModelName model = query.filter().model();
        if (model != null
                && !shown.byModel().containsKey(model)
                && !shown.bySnapshot().containsKey(model)) {
            Notification.show(getTranslation("usage.notice.model.unused", VisibleText.of(model.value())));
        }
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        refreshing = ui.addPollListener(event -> refresh());
        Signal.effect(
                this, () -> pollWhile(ui, ui.getPage().pageVisibilitySignal().get()));
        Signal.effect(
                this,
                () -> breakdowns.setCompact(
                        isNarrow(ui.getPage().windowSizeSignal().get())));
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        if (refreshing != null) {
            refreshing.remove();
        }
        stopPolling();
        super.onDetach(detachEvent);
    }

    private void pollWhile(UI ui, PageVisibility visibility) {
        stopPolling();
        if (visibility != PageVisibility.HIDDEN) {
            polling = Polling.every(ui, REFRESH_INTERVAL);
        }
        if (visibility == PageVisibility.VISIBLE) {
            refresh();
        }
    }

    private void stopPolling() {
        if (polling != null) {
            polling.remove();
            polling = null;
        }
    }

    private static boolean isNarrow(WindowSize size) {
        return size.width() > 0 && size.width() < NARROW;
    }

    private void go(DashboardQuery wanted) {
        getUI().ifPresent(ui -> ui.navigate(ApiUsageView.class, wanted.toQueryParameters()));
    }

    /** Asks for the figures and draws what changed; a failure leaves the last figures where they are. */
    private void refresh() {
        ZoneId ofBrowser = BrowserZone.current();
        try {
            ZoneId zone = reader.zone(ofBrowser);
            show(reader.read(query, zone), zone);
            problem.setVisible(false);
        } catch (AccessRefusedException e) {
            problem.show(getTranslation("usage.problem.denied"), String.valueOf(e.getMessage()));
        } catch (TooManyReadingsException e) {
            problem.show(getTranslation("usage.problem.busy"), getTranslation("usage.problem.busy.text"));
        } catch (RuntimeException e) {
            LOG.error("The usage figures could not be read", e);
            problem.show(getTranslation("usage.problem"), getTranslation("usage.problem.text"));
        }
        content.setVisible(figures != null);
    }

    private void show(UsageFigures read, ZoneId zone) {
        if (figures != null
                && !figures.viewer().organizationId().equals(read.viewer().organizationId())) {
            // Switched in another tab: the frame around this view must follow.
            getUI().ifPresent(ui -> ui.getPage().reload());
        }
        boolean sameSums = read.hasSameSumsAs(figures);
        boolean sameQuery = figures != null && read.query().equals(figures.query());
        figures = read;
        Instant asOf = Objects.requireNonNullElseGet(read.shown().asOf(), reader::now);
        times.setText(getTranslation("usage.times", zone.getId(), formatTime(asOf, zone)));
        controls.show(read.query(), read.viewer().seesOrganization());
        boolean isEmpty = read.shown().totals().requests() == 0 && read.shown().freeCalls() == 0;
        if (!sameSums) {
            cards.show(read);
            empty.show(read.query());
            empty.setVisible(isEmpty);
            breakdowns.setVisible(!isEmpty);
        }
        if (!sameSums || !ending.equals(toldEnding)) {
            warnings.show(read.shown(), ending, reader.now());
            toldEnding = ending;
        }
        if (!sameSums || !sameQuery) {
            breakdowns.show(read, zone);
        }
    }
}
