package io.tokentally.ui.month;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.tokentally.application.port.in.change.ExplainChangeUseCase;
import io.tokentally.application.port.in.report.PrintReportUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.PrintedReport;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.ui.change.ChangeView;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.ProblemPanel;
import io.tokentally.ui.text.ServerText;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.UsageAddress;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report of a month: what it came to, of what, and why it is another than the one before, to print and to take along as PDF. */
@Route(value = MonthReportView.PATH, layout = MainLayout.class)
@PageTitle("Month report · Tokentally")
@PermitAll
public final class MonthReportView extends Main implements BeforeEnterObserver {

    static final String PATH = MainLayout.MONTH;

    private static final Logger LOG = LoggerFactory.getLogger(MonthReportView.class);
    private static final String PDF = "application/pdf";

    private final transient UsageServices services;
    private final transient PrintReportUseCase printer;
    private final transient MonthReader reader;
    private final RadioButtonGroup<UsageScope> scope = new RadioButtonGroup<>();
    private final Button previous = new Button("", event -> step(-1));
    private final Button next = new Button("", event -> step(1));
    private final RouterLink change = new RouterLink(I18NProvider.translate("month.change.link"), ChangeView.class);
    private final Anchor pdf = new Anchor();
    private final Button print = new Button(
            I18NProvider.translate("month.print"), event -> getElement().executeJs("window.print()"));
    private final ProblemPanel problem;
    private final MonthSheet sheet = new MonthSheet();
    private final Button fresh = new Button(I18NProvider.translate("month.fresh"), event -> read());
    private transient @Nullable MonthChoice choice;
    private transient @Nullable Shown shown;
    private transient @Nullable Runnable watching;

    /** What stands on the page, and is what is taken along. */
    private record Shown(Viewer viewer, PrintedReport report, String fileName) {}

    public MonthReportView(UsageServices services, ExplainChangeUseCase changes, PrintReportUseCase printer) {
        this.services = services;
        this.printer = printer;
        reader = new MonthReader(services, changes);
        problem = new ProblemPanel(new Button(getTranslation("usage.problem.retry"), event -> read()));
        addClassNames("tt-view", "tt-month-report");
        setId("content");
        add(header(), controls(), problem, sheet);
    }

    private Header header() {
        Paragraph subtitle = new Paragraph(getTranslation("month.subtitle"));
        subtitle.addClassName("tt-times");
        pdf.setHref(DownloadHandler.fromInputStream(event -> document()));
        pdf.setText(getTranslation("month.pdf"));
        pdf.addClassName("tt-button-link");
        Div buttons = new Div(print, pdf);
        buttons.addClassName("tt-panel-buttons");
        Header header = new Header(new Div(new H1(getTranslation("month.title")), subtitle), buttons);
        header.addClassName("tt-view-header");
        return header;
    }

    private Div controls() {
        scope.addClassName("tt-segmented");
        scope.setAriaLabel(getTranslation("usage.scope"));
        scope.setItems(UsageScope.values());
        scope.setItemLabelGenerator(item -> getTranslation("usage.scope." + item));
        scope.addValueChangeListener(event -> {
            MonthChoice now = choice;
            if (event.isFromClient() && now != null) {
                go(now.withScope(event.getValue()));
            }
        });
        change.addClassNames("tt-button-link", "tt-export");
        fresh.setVisible(false);
        Div news = new Div(fresh);
        news.getElement().setAttribute("role", "status");
        Div controls = new Div(scope, previous, next, change, news);
        controls.addClassNames("tt-controls", "tt-month-controls");
        return controls;
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        watching = services.notifications().watch(services.viewer(), () -> hear(ui));
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        if (watching != null) {
            watching.run();
            watching = null;
        }
        super.onDetach(detachEvent);
    }

    /** By a thread that is nobody's. What somebody reads moves when they ask for it. */
    private void hear(UI ui) {
        try {
            var unused = ui.access(
                    () -> fresh.setVisible(choice != null && choice.month().equals(current(services.viewer()))));
        } catch (UIDetachedException e) {
            LOG.debug("A report is gone that was to be told of new usage", e);
        }
    }

    private void step(int months) {
        MonthChoice now = choice;
        if (now != null) {
            go(now.withMonth(now.month().plusMonths(months)));
        }
    }

    private void go(MonthChoice wanted) {
        getUI().ifPresent(ui -> ui.navigate(MonthReportView.class, wanted.address()));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Viewer viewer = services.viewer();
        MonthChoice read = MonthChoice.read(event.getLocation().getQueryParameters(), viewer, current(viewer));
        read.notices()
                .forEach(notice -> Notification.show(
                        getTranslation(notice.key(), notice.arguments().toArray())));
        if (!read.notices().isEmpty()) {
            event.forwardTo(MonthReportView.class, read.address());
            return;
        }
        choice = read;
        scope.setVisible(viewer.seesOrganization());
        scope.setValue(read.scope());
        label(previous, "month.previous.label", "← ", read.month().minusMonths(1), "");
        previous.setEnabled(read.month().isAfter(MonthChoice.FIRST));
        label(next, "month.next.label", "", read.month().plusMonths(1), " →");
        next.setEnabled(read.month().isBefore(current(viewer)));
        read();
    }

    private void label(Button button, String key, String before, YearMonth month, String after) {
        String name = MonthChoice.name(month);
        button.setText(before + name + after);
        button.setAriaLabel(getTranslation(key, name));
    }

    /** By the organization's clocks, or those of the browser until an owner said by which. */
    private YearMonth current(Viewer viewer) {
        ZoneId zone = services.calendar().calendar(viewer).zoneOr(BrowserZone.current());
        return YearMonth.from(services.now().atZone(zone));
    }

    private void read() {
        MonthChoice wanted = choice;
        if (wanted == null) {
            return;
        }
        shown = null;
        fresh.setVisible(false);
        try {
            show(wanted);
            problem.setVisible(false);
        } catch (AccessRefusedException e) {
            problem.show(getTranslation("usage.problem.denied"), ServerText.of(e));
        } catch (TooManyReadingsException e) {
            problem.show(getTranslation("usage.problem.busy"), getTranslation("month.problem.busy.text"));
        } catch (RuntimeException e) {
            LOG.error("The figures of a month could not be read", e);
            problem.show(getTranslation("usage.problem"), getTranslation("month.problem.text"));
        }
        boolean isShown = shown != null;
        sheet.setVisible(isShown);
        pdf.setVisible(isShown);
        print.setVisible(isShown);
    }

    private void show(MonthChoice wanted) {
        Viewer viewer = services.viewer();
        ShownUsage usage = services.look(wanted.query(viewer), BrowserZone.current());
        PrintedReport report = new MonthDocument(reader.read(usage)).write(organization(viewer), nameOfReader());
        sheet.show(report);
        change.setQueryParameters(UsageAddress.of(usage.query()));
        shown = new Shown(viewer, report, wanted.fileName());
    }

    private String organization(Viewer viewer) {
        return services.currentViewer().memberships().stream()
                .filter(membership -> membership.organizationId().equals(viewer.organizationId()))
                .map(Membership::organizationName)
                .findFirst()
                .map(VisibleText::of)
                .orElse(VisibleText.of(viewer.organizationId().value()));
    }

    private String nameOfReader() {
        return VisibleText.of(services.currentViewer().session().person().displayName());
    }

    /** Asked for by a request of its own: it tells what the page shows, in the page's language. */
    DownloadResponse document() {
        Shown taken = shown;
        if (taken == null) {
            return DownloadResponse.error(HttpStatusCode.NOT_FOUND);
        }
        try {
            byte[] bytes = printer.print(taken.viewer(), taken.report());
            return new DownloadResponse(new ByteArrayInputStream(bytes), taken.fileName(), PDF, bytes.length);
        } catch (TooManyReadingsException e) {
            return DownloadResponse.error(HttpStatusCode.SERVICE_UNAVAILABLE, e);
        }
    }
}
