package io.tokentally.ui.usage.frame;

import static io.tokentally.ui.format.TimeFormat.formatTime;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.page.PageVisibility;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.communication.PushConnection;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.signals.Signal;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Polling;
import io.tokentally.ui.shell.ProblemPanel;
import io.tokentally.ui.text.ServerText;
import io.tokentally.ui.usage.query.Notice;
import io.tokentally.ui.usage.query.RememberedQueries;
import io.tokentally.ui.usage.query.UsageAddress;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that shows usage. Its address says what it shows; the bar on top changes the address. As long as somebody can see it, it asks
 * every few seconds whether there is anything new, and only then for its figures.
 */
public abstract class UsagePage extends Main implements BeforeEnterObserver {

    private static final Logger LOG = LoggerFactory.getLogger(UsagePage.class);
    /** How often it asks where nothing notifies it, */
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

    /** and where something does, which may be lost. */
    private static final Duration REFRESH_INTERVAL_IF_TOLD = Duration.ofMinutes(1);

    private final transient UsageServices services;
    private final Paragraph times = new Paragraph();
    private final UsageBar bar;
    private final ProblemPanel problem;
    private final Div content = new Div();

    private transient @Nullable UsageQuery query;
    private transient @Nullable ShownFigures shown;
    private transient List<Tag> tags = List.of();
    private boolean isEntered;
    private @Nullable Registration polling;
    private boolean isTold;
    private transient @Nullable Runnable watching;

    /**
     * What a page's figures depend on.
     *
     * @param earlier what the days before come to
     * @param others what else it tells of, as it was asked for
     * @param asOf what was recorded until then is in it
     */
    private record ShownFigures(
            ShownUsage usage, MatchingCalls found, Figures earlier, List<Figures> others, Instant asOf) {

        boolean tellsTheSameAs(@Nullable ShownFigures other) {
            return other != null
                    && usage.query().equals(other.usage.query())
                    && usage.viewer().equals(other.usage.viewer())
                    && usage.period().equals(other.usage.period())
                    && found.equals(other.found)
                    && earlier.equals(other.earlier)
                    && others.equals(other.others);
        }
    }

    /** @param heading key of the text */
    // What it calls is Vaadin's, and no page overrides it.
    @SuppressWarnings("this-escape")
    protected UsagePage(UsageServices services, String heading) {
        this.services = services;
        bar = new UsageBar(services, this::go);
        problem = new ProblemPanel(new Button(getTranslation("usage.problem.retry"), event -> refresh()));
        content.addClassName("tt-dashboard");
        times.addClassName("tt-times");
        Button views = new Button(getTranslation("usage.views"), event -> openViews());
        Header header = new Header(new Div(new H1(getTranslation(heading)), times), views);
        header.addClassName("tt-view-header");
        getElement().getClassList().add("tt-view");
        getElement().setAttribute("id", "content");
        getElement().appendChild(header.getElement(), bar.getElement(), problem.getElement(), content.getElement());
    }

    /**
     * Draws the figures, which are others than before.
     *
     * @param others what {@link #alsoTold} asked for
     */
    protected abstract void show(ShownUsage usage, MatchingCalls found, List<Figures> others);

    /** What else the page tells of and so looks for news of, each a question without groups; of none, unless a page says so. */
    protected List<ReportQuery> alsoTold(ShownUsage usage) {
        return List.of();
    }

    /** The address of what is shown; a page that has more to say adds it. */
    protected QueryParameters addressOf(UsageQuery wanted) {
        return UsageAddress.of(wanted);
    }

    /** What the address says beside what is shown, as what of it is open; no view keeps it. Nothing, unless a page says so. */
    protected QueryParameters beside() {
        return QueryParameters.empty();
    }

    /** The address of what is shown now. */
    protected final QueryParameters address() {
        return shortAddressOf(query());
    }

    /** Reads what the page has added to its address; of a view, what stands in its place. Nothing, unless a page has added something. */
    protected void readOwn(QueryParameters told) {}

    /** Offers no earlier days to compare with; for a page that tells of none. */
    protected final void compareWithNothing() {
        bar.hideComparison();
    }

    /** Where the page's parts belong. */
    protected final Div content() {
        return content;
    }

    protected final UsageServices services() {
        return services;
    }

    /** Shows something else, at its own address. */
    protected final void go(UsageQuery wanted) {
        getUI().ifPresent(ui -> ui.navigate(getClass(), shortAddressOf(wanted)));
    }

    private QueryParameters shortAddressOf(UsageQuery wanted) {
        QueryParameters address = services.views().inAddress(getClass(), wanted, addressOf(wanted));
        return address.mergingAll(beside().getParameters());
    }

    private void openViews() {
        ShownFigures figures = shown;
        if (figures != null) {
            UsageQuery now = figures.usage().query();
            new ViewsDialog(
                            services.views(),
                            services.views().state(getClass(), now, addressOf(now)),
                            figures.usage().names())
                    .open();
        }
    }

    /** What is shown; the page has been entered. */
    protected final UsageQuery query() {
        return Objects.requireNonNull(query, "the page has not been entered");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Viewer viewer = services.viewer();
        tags = readTags();
        QueryParameters asked = event.getLocation().getQueryParameters();
        Optional<String> view = asked.getSingleParameter(SavedViews.PARAMETER);
        QueryParameters told = view.map(id -> of(event, id)).orElse(asked);
        if (event.hasForwardTarget()) {
            return;
        }
        readOwn(told);
        RememberedQueries remembered = remembered(viewer);
        UsageAddress.Reading reading = UsageAddress.read(told, viewer, tags, remembered.of(viewer, getClass()));
        reading.notices().forEach(UsagePage::tell);
        QueryParameters address = shortAddressOf(reading.query());
        boolean isStored = address.getSingleParameter(SavedViews.PARAMETER).isPresent();
        if (view.isPresent() ? !isStored : isStored || !reading.isWhole()) {
            event.forwardTo(getClass(), address);
            return;
        }
        if (remembered.remember(viewer, getClass(), reading.query())) {
            UsageQuery seen = reading.query().withFilter(CallFilter.ALL);
            services.views().sawLast(services.views().state(getClass(), seen, UsageAddress.of(seen)));
        }
        query = reading.query();
        isEntered = true;
        refresh();
    }

    /** Those of the session; one that is new begins where the last one ended. */
    private RememberedQueries remembered(Viewer viewer) {
        RememberedQueries remembered = RememberedQueries.current();
        if (!remembered.knows(viewer)) {
            services.views()
                    .lastSeen()
                    .map(address -> UsageAddress.read(address, viewer, List.of(), UsageQuery.initial(viewer)))
                    .ifPresent(seen -> remembered.beginWith(viewer, seen.query()));
        }
        return remembered;
    }

    /** What the view shows; where that is another page, it is led to. */
    private QueryParameters of(BeforeEnterEvent event, String view) {
        Optional<Location> kept = services.views()
                .find(view)
                .map(found -> new Location(found.state().address()));
        if (kept.isEmpty()) {
            tell(Notice.of("usage.notice.view"));
            return QueryParameters.empty();
        }
        Location location = kept.get();
        if (!location.getPath().equals(event.getLocation().getPath())) {
            event.forwardTo(location.getPath(), location.getQueryParameters());
        }
        return location.getQueryParameters();
    }

    private static void tell(Notice notice) {
        Notification.show(
                I18NProvider.translate(notice.key(), notice.arguments().toArray()));
    }

    /** What an owner declared, as far as it is known. */
    protected final List<Tag> declaredTags() {
        return tags;
    }

    private List<Tag> readTags() {
        try {
            return services.declaredTags();
        } catch (RuntimeException e) {
            LOG.error("The declared tags could not be read", e);
            return List.of();
        }
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        Signal.effect(
                this, () -> pollWhile(ui, ui.getPage().pageVisibilitySignal().get()));
        watching = services.notifications().watch(services.viewer(), () -> hear(ui));
    }

    /** By a thread that is nobody's. A page that is gone, or that nobody sees, asks when it is seen again. */
    private void hear(UI ui) {
        try {
            var unused = ui.access(() -> {
                if (ui.getPage().pageVisibilitySignal().peek() != PageVisibility.HIDDEN) {
                    refresh();
                }
            });
        } catch (UIDetachedException e) {
            LOG.debug("A page is gone that was to be told of new usage", e);
        }
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        stopPolling();
        if (watching != null) {
            watching.run();
            watching = null;
        }
        super.onDetach(detachEvent);
    }

    private void pollWhile(UI ui, PageVisibility visibility) {
        stopPolling();
        if (visibility != PageVisibility.HIDDEN) {
            isTold = isReached(ui);
            polling =
                    Polling.every(ui, isTold ? REFRESH_INTERVAL_IF_TOLD : REFRESH_INTERVAL, () -> poll(ui, visibility));
        }
        if (visibility == PageVisibility.VISIBLE) {
            refresh();
        }
    }

    /** Whether what is drawn here without being asked arrives there. */
    private static boolean isReached(UI ui) {
        PushConnection push = ui.getInternals().getPushConnection();
        return push != null && push.isConnected();
    }

    private void poll(UI ui, PageVisibility visibility) {
        if (isTold == isReached(ui)) {
            refresh();
        } else {
            pollWhile(ui, visibility);
        }
    }

    private void stopPolling() {
        if (polling != null) {
            polling.remove();
            polling = null;
        }
    }

    /** Asks whether there is anything new, and draws it; a failure leaves the last figures where they are. */
    private void refresh() {
        UsageQuery wanted = query;
        if (wanted == null) {
            return;
        }
        try {
            show(look(wanted));
            problem.setVisible(false);
        } catch (AccessRefusedException e) {
            problem.show(getTranslation("usage.problem.denied"), ServerText.of(e));
        } catch (TooManyReadingsException e) {
            problem.show(getTranslation("usage.problem.busy"), getTranslation("usage.problem.busy.text"));
        } catch (RuntimeException e) {
            LOG.error("The usage figures could not be read", e);
            problem.show(getTranslation("usage.problem"), getTranslation("usage.problem.text"));
        }
        content.setVisible(shown != null);
        bar.setVisible(shown != null);
    }

    private ShownFigures look(UsageQuery wanted) {
        ShownUsage usage = services.look(wanted, BrowserZone.current());
        Report all = services.report(
                usage, wanted.comparedReport(usage.period(), Grain.TOTAL, List.of(), List.of(Measure.COST), 1));
        Report before = all.compared();
        List<Figures> others = alsoTold(usage).stream()
                .map(question -> services.report(usage, question).total())
                .toList();
        long calls = services.calls().count(usage.viewer(), usage.callQuery());
        return new ShownFigures(
                usage,
                new MatchingCalls(calls, all.total().totals()),
                before == null ? Figures.NONE : before.total(),
                others,
                Objects.requireNonNullElse(all.asOf(), usage.now()));
    }

    private void show(ShownFigures read) {
        ShownFigures before = shown;
        if (before != null
                && !before.usage()
                        .viewer()
                        .organizationId()
                        .equals(read.usage().viewer().organizationId())) {
            // Switched in another tab: the frame around this view must follow.
            getUI().ifPresent(ui -> ui.getPage().reload());
        }
        if (isEntered || !read.tellsTheSameAs(before)) {
            show(read.usage(), read.found(), read.others());
            shown = read;
            isEntered = false;
        }
        bar.show(read.usage(), tags, read.found());
        times.setText(getTranslation(
                "usage.times",
                PeriodText.of(read.usage().period()),
                read.usage().zone().getId(),
                formatTime(read.asOf(), read.usage().zone())));
    }
}
