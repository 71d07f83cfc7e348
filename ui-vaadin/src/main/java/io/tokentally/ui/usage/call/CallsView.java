package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.shell.SingleKeys;
import io.tokentally.ui.text.ServerText;
import io.tokentally.ui.usage.export.ExportMenu;
import io.tokentally.ui.usage.frame.EmptyUsage;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsagePage;
import io.tokentally.ui.usage.frame.UsageServices;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All calls of the scope and the days in one list, and one of them beside it, at an address of its own. */
@Route(value = CallsView.PATH, layout = MainLayout.class)
@PageTitle("Calls · Tokentally")
@Menu(title = "Calls", order = 1.2, icon = "calls")
@PermitAll
public final class CallsView extends UsagePage {

    public static final String PATH = MainLayout.CALLS;

    /** The parameter of the address with the id of the call beside the list. */
    public static final String CALL = "call";

    private static final Logger LOG = LoggerFactory.getLogger(CallsView.class);

    private final transient TellShutdownUseCase shutdowns;
    private final RankingSelect ranking = new RankingSelect(wanted -> go(query().withRanking(wanted)));
    private final CallFinder finder = new CallFinder(this::find);
    private final NewCalls newCalls = new NewCalls(this::reload);
    private final EmptyUsage empty = new EmptyUsage(this::clearFilters);
    private final CallDrawer drawer = new CallDrawer(this::step, this::close);
    private final Panel panel = new Panel("", "tt-calls-heading");
    private final ExportMenu export;
    private final CallList list;
    private final Div parts;
    private int width;

    private transient @Nullable ShownUsage shown;
    private transient MatchingCalls matching = MatchingCalls.NONE;
    private transient @Nullable ListedCalls listed;
    private boolean isToReload;

    /** What the address names, found or not; */
    private transient @Nullable CallReference asked;
    /** and the call that stands beside the list. */
    private transient @Nullable OpenCall open;

    /** @param place where it stands in the list, from 0; nothing where it is not in it */
    private record OpenCall(UsageRecord call, OptionalInt place) {}

    public CallsView(UsageServices services, TellShutdownUseCase shutdowns) {
        super(services, "calls.title");
        compareWithNothing();
        this.shutdowns = shutdowns;
        export = new ExportMenu(services.calls(), services.exports());
        list = new CallList(services.calls(), this::clearFilters, this::openFound);
        Div buttons = new Div(ranking, export);
        buttons.addClassName("tt-panel-buttons");
        panel.addBesideHeading(buttons);
        Paragraph keys = new Paragraph(getTranslation("usage.calls.keys", SingleKeys.NEXT, SingleKeys.PREVIOUS));
        keys.addClassName("tt-calls-keys");
        Div frame = new Div(newCalls, list);
        frame.addClassName("tt-calls-frame");
        panel.add(frame, keys);
        Div listPart = new Div(finder, empty, panel);
        listPart.addClassName("tt-calls-list");
        parts = new Div(listPart, drawer);
        parts.addClassName("tt-calls-page");
        content().add(parts);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        Signal.effect(this, () -> {
            width = ui.getPage().windowSizeSignal().get().width();
            arrange();
        });
    }

    private void arrange() {
        list.fit(Room.of(width, open != null));
        parts.getElement().setAttribute("data-open", open != null);
    }

    /** An address that names another call, and is else the same, leaves the list as it is. */
    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        CallReference before = asked;
        asked = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(CALL)
                .filter(text -> !text.isBlank())
                .map(CallReference::of)
                .orElse(null);
        isToReload = Objects.equals(before, asked);
        super.beforeEnter(event);
        if (!event.hasForwardTarget()) {
            showAsked();
        }
    }

    private void showAsked() {
        CallReference reference = asked;
        if (reference == null) {
            putAway();
            return;
        }
        OpenCall now = open;
        Optional<UsageRecord> found =
                now != null && reference.id().equals(Optional.of(now.call().id()))
                        ? Optional.of(now.call())
                        : lookUp(reference, Notification::show);
        found.ifPresentOrElse(call -> display(call, list.placeOf(call)), this::putAway);
    }

    /** @param onRefusal learns why there is none, in words */
    private Optional<UsageRecord> lookUp(CallReference reference, Consumer<String> onRefusal) {
        if (reference.isMalformed()) {
            onRefusal.accept(getTranslation("usage.call.malformed"));
            return Optional.empty();
        }
        try {
            Optional<UsageRecord> found = reference
                    .id()
                    .flatMap(id -> services().calls().find(services().viewer(), id));
            if (found.isEmpty()) {
                onRefusal.accept(getTranslation("usage.call.none"));
            }
            return found;
        } catch (TooManyReadingsException e) {
            onRefusal.accept(ServerText.of(e));
        } catch (RuntimeException e) {
            LOG.error("A call could not be read", e);
            onRefusal.accept(getTranslation("usage.calls.problem"));
        }
        return Optional.empty();
    }

    /** Beside the address of what is listed, so that a view is of the list alone. */
    @Override
    protected QueryParameters beside() {
        return asked == null ? QueryParameters.empty() : QueryParameters.of(CALL, asked.text());
    }

    @Override
    protected void show(ShownUsage usage, MatchingCalls found, List<Figures> others) {
        shown = usage;
        matching = found;
        empty.show(usage);
        empty.setVisible(found.isEmpty());
        panel.setVisible(!found.isEmpty());
        CallRanking order = usage.query().ranking();
        panel.setHeading(
                order == null
                        ? getTranslation("usage.calls.all")
                        : getTranslation("usage.calls." + order, CallRanking.MOST));
        ranking.show(order);
        export.show(usage);
        ListedCalls before = listed;
        if (isToReload || before == null || before.matching() == 0 || !before.isOf(usage)) {
            load(usage, found);
        } else {
            newCalls.tell(before.arrived(usage, found, services().calls()));
        }
    }

    private void load(ShownUsage usage, MatchingCalls found) {
        listed = new ListedCalls(usage, found.calls());
        isToReload = false;
        list.show(usage, found.calls());
        newCalls.tell(0);
    }

    private void reload() {
        if (shown != null) {
            load(shown, matching);
            list.focus();
            showAsked();
        }
    }

    private void find(String typed) {
        lookUp(CallReference.of(typed), finder::refuse).ifPresent(call -> {
            finder.clear();
            openFound(call);
        });
    }

    private void openFound(UsageRecord call) {
        open(call, list.placeOf(call));
    }

    private void step(int by) {
        OpenCall now = open;
        if (now != null && now.place().isPresent()) {
            int place = now.place().getAsInt() + by;
            list.at(place)
                    .ifPresentOrElse(
                            call -> open(call, OptionalInt.of(place)),
                            () -> Notification.show(getTranslation("usage.calls.problem")));
        }
    }

    /** The first one is a step of the browser's history, so that going back puts it away again; the others take its place. */
    private void open(UsageRecord call, OptionalInt place) {
        boolean isFirst = open == null;
        display(call, place);
        getUI().ifPresent(ui -> {
            if (isFirst) {
                ui.getPage().getHistory().pushState(null, location());
            } else {
                ui.getPage().getHistory().replaceState(null, location());
            }
        });
        if (isFirst) {
            drawer.takeFocus();
        }
    }

    private void display(UsageRecord call, OptionalInt place) {
        ShownUsage usage = shown;
        ListedCalls all = listed;
        if (usage == null || all == null) {
            return;
        }
        asked = CallReference.of(call.id().toString());
        open = new OpenCall(call, place);
        drawer.show(
                call,
                details(call, usage),
                location().getPathWithQueryParameters(),
                usage.zone(),
                place,
                CallList.listed(all.usage(), all.matching()));
        arrange();
        list.mark(call, place);
    }

    private CallDetails details(UsageRecord call, ShownUsage usage) {
        VirtualKeyId keyId = call.attribution().keyId();
        return new CallDetails(
                call,
                usage.nameOf(call.attribution().userId()),
                keyId == null ? null : usage.nameOf(keyId),
                shutdowns.before(call).orElse(null),
                list.pages().attempts(call),
                usage.zone());
    }

    private Location location() {
        return new Location(PATH, address());
    }

    private void close() {
        putAway();
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, location()));
    }

    private void putAway() {
        OpenCall before = open;
        asked = null;
        open = null;
        drawer.setVisible(false);
        arrange();
        if (before != null) {
            list.unmark(before.place());
        }
    }

    private void clearFilters() {
        go(query().withFilter(CallFilter.ALL));
    }
}
