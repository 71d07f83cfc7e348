package io.tokentally.ui.usage.frame;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewState;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.text.ServerText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a page shows under a name, and leads to what was kept. */
final class ViewsDialog extends Dialog {

    private static final Logger LOG = LoggerFactory.getLogger(ViewsDialog.class);

    private final transient SavedViews views;
    private final transient UsageViewState shown;
    private final transient Map<String, String> people;
    private final InlineAlert message = new InlineAlert();
    private final TextField name = new TextField();
    private final Checkbox shared = new Checkbox();
    private final UnorderedList list = new UnorderedList();
    private final Paragraph none = new Paragraph();

    /**
     * @param shown what the page shows now
     * @param people what they are called, by their ids
     */
    ViewsDialog(SavedViews views, UsageViewState shown, Map<String, String> people) {
        this.views = views;
        this.shown = shown;
        this.people = people;
        setHeaderTitle(getTranslation("usage.views"));
        setWidth("36rem");
        addClassName("tt-views");
        name.setLabel(getTranslation("usage.views.name"));
        name.setMaxLength(UsageView.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setManualValidation(true);
        shared.setLabel(
                getTranslation(shown.ofOrganization() ? "usage.views.share.admins" : "usage.views.share.everybody"));
        Button keep = new Button(getTranslation("usage.views.keep"), event -> keep());
        keep.addThemeVariants(ButtonVariant.PRIMARY);
        keep.addClickShortcut(Key.ENTER).listenOn(name);
        Div form = new Div(message, name, shared, keep);
        form.addClassName("tt-form");
        list.addClassName("tt-view-list");
        none.setText(getTranslation("usage.views.none"));
        add(form, none, list);
        getFooter().add(new Button(getTranslation("usage.views.close"), event -> close()));
        reload();
    }

    private void keep() {
        message.clear();
        attempt(() -> {
            views.keep(name.getValue(), shared.getValue(), shown);
            Notification.show(getTranslation(
                    "usage.views.kept", VisibleText.of(name.getValue().strip())));
            name.clear();
            shared.clear();
        });
    }

    private void attempt(Runnable work) {
        try {
            work.run();
            reload();
        } catch (IllegalArgumentException e) {
            message.show(e.getMessage() == null ? getTranslation("usage.views.problem") : ServerText.of(e));
        } catch (RuntimeException e) {
            LOG.error("The views could not be read or kept", e);
            message.show(getTranslation("usage.views.problem"));
        }
    }

    private void reload() {
        List<UsageView> kept = views.named();
        none.setVisible(kept.isEmpty());
        list.setVisible(!kept.isEmpty());
        list.removeAll();
        kept.forEach(view -> list.add(new ListItem(row(view))));
    }

    private Component row(UsageView view) {
        String called = VisibleText.of(Objects.requireNonNull(view.name(), "those of the list have a name"));
        Anchor link = new Anchor(view.state().address(), called);
        link.addClassName("tt-view-name");
        link.getElement().addEventListener("click", event -> close());
        Checkbox start = new Checkbox(getTranslation("usage.views.start"), view.isStart());
        start.setAriaLabel(getTranslation("usage.views.start.aria", called));
        start.addValueChangeListener(event -> attempt(() -> views.startWith(view, event.getValue())));
        Button remove = new Button(getTranslation("usage.views.remove"), event -> attempt(() -> views.remove(view)));
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        remove.setAriaLabel(getTranslation("usage.views.remove.aria", called));
        remove.setVisible(views.mayRemove(view));
        Div row = new Div(link, new Span(whose(view)), start, remove);
        row.addClassName("tt-view-row");
        return row;
    }

    private String whose(UsageView view) {
        if (!view.shared()) {
            return getTranslation("usage.views.own");
        }
        String owner = people.get(view.owner().value());
        return owner == null
                ? getTranslation("usage.views.shared.left")
                : getTranslation("usage.views.shared", VisibleText.of(owner));
    }
}
