package io.tokentally.ui.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageSessionsUseCase;
import io.tokentally.domain.access.OpenSession;
import io.tokentally.domain.access.Session;
import io.tokentally.ui.format.TimeFormat;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** Where the person is signed in, and the end of what they do not know. */
class SessionsPanel extends Section {

    private final ManageSessionsUseCase sessions;
    private final CurrentViewer currentViewer;
    private final UnorderedList list = new UnorderedList();
    private final Button endOthers;

    SessionsPanel(ManageSessionsUseCase sessions, CurrentViewer currentViewer) {
        this.sessions = sessions;
        this.currentViewer = currentViewer;
        addClassName("tt-panel");
        list.addClassName("tt-members");
        endOthers = new Button(getTranslation("account.sessions.end-others"), click -> {
            sessions.endOthers(currentViewer.session());
            load();
        });
        endOthers.addThemeVariants(ButtonVariant.TERTIARY);
        Paragraph explanation = new Paragraph(getTranslation("account.sessions.text"));
        explanation.addClassName("tt-times");
        add(new H2(getTranslation("account.sessions")), explanation, list, endOthers);
        load();
    }

    private void load() {
        Session session = currentViewer.session();
        List<OpenSession> open = sessions.sessions(session);
        list.removeAll();
        open.stream().map(this::item).forEach(list::add);
        endOthers.setVisible(open.size() > 1);
    }

    private ListItem item(OpenSession session) {
        Span agent = new Span(
                session.kind() == Session.Kind.BROWSER
                        ? BrowserName.in(session.userAgent())
                                .map(name -> getTranslation("account.browser", name.browser(), name.system()))
                                .orElseGet(() -> getTranslation("account.sessions.unknown"))
                        : getTranslation("account.sessions." + session.kind()));
        agent.addClassName("tt-member-name");
        Span since = new Span(getTranslation(
                "account.sessions.since",
                TimeFormat.formatMinute(session.createdAt(), ZoneOffset.UTC),
                TimeFormat.formatMinute(session.lastActiveAt(), ZoneOffset.UTC),
                Objects.requireNonNullElse(session.clientAddress(), "–")));
        since.addClassName("tt-member-login");
        Div names = new Div(agent, since);
        names.addClassName("tt-member-names");
        ListItem item = new ListItem(names, session.current() ? current() : end(session));
        item.addClassName("tt-own-organization");
        return item;
    }

    private Span current() {
        Span current = new Span(getTranslation("account.sessions.current"));
        current.addClassName("tt-times");
        return current;
    }

    private Button end(OpenSession session) {
        Button end = new Button(getTranslation("account.sessions.end"), click -> {
            sessions.end(currentViewer.session(), session.id());
            load();
        });
        end.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        return end;
    }
}
