package io.tokentally.ui.usage;

import com.vaadin.flow.component.ItemLabelGenerator;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallFilter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Narrows the list of calls down. */
class CallFilterBar extends Div {

    private final ComboBox<Endpoint> endpoint = new ComboBox<>();
    private final ComboBox<ModelName> model = new ComboBox<>();
    private final Select<CallFilter.Status> status = new Select<>();
    private final ComboBox<UserId> user = new ComboBox<>();
    private CallFilter filter = CallFilter.ALL;

    CallFilterBar(Consumer<CallFilter> onChange) {
        addClassName("tt-filters");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("usage.filters"));
        prepare(endpoint, "endpoint", chosen -> onChange.accept(filter.withEndpoint(chosen)));
        prepare(model, "model", chosen -> onChange.accept(filter.withModel(chosen)));
        prepare(user, "user", chosen -> onChange.accept(filter.withUserId(chosen)));
        status.setAriaLabel(getTranslation("usage.filter.status"));
        status.setPlaceholder(getTranslation("usage.filter.status.all"));
        status.setEmptySelectionAllowed(true);
        status.setEmptySelectionCaption(getTranslation("usage.filter.status.all"));
        status.setItems(CallFilter.Status.values());
        status.setItemLabelGenerator(CallFilterBar.this::statusLabel);
        status.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(filter.withStatus(event.getValue()));
            }
        });
        add(endpoint, model, status, user);
    }

    void show(UsageFigures figures) {
        filter = figures.query().filter();
        setItems(
                endpoint,
                figures.shown().byEndpoint().keySet(),
                filter.endpoint(),
                item -> VisibleText.of(item.value()));
        Set<ModelName> models = new LinkedHashSet<>(figures.shown().byModel().keySet());
        models.addAll(figures.shown().bySnapshot().keySet());
        setItems(model, models, filter.model(), item -> VisibleText.of(item.value()));
        status.setValue(filter.status());
        status.setClassName("tt-unset", filter.status() == null);
        user.setVisible(figures.showsOrganization());
        Set<UserId> users = new LinkedHashSet<>(figures.shown().byUser().keySet());
        users.addAll(figures.names().keySet());
        setItems(user, users, filter.userId(), figures::nameOf);
    }

    private String statusLabel(CallFilter.@Nullable Status item) {
        return getTranslation(item == null ? "usage.filter.status.all" : "usage.status." + item);
    }

    private <T> void prepare(ComboBox<T> box, String name, Consumer<@Nullable T> onChoice) {
        box.setAriaLabel(getTranslation("usage.filter." + name));
        box.setPlaceholder(getTranslation("usage.filter." + name + ".all"));
        box.setClearButtonVisible(true);
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChoice.accept(event.getValue());
            }
        });
    }

    private static <T> void setItems(
            ComboBox<T> box, Collection<T> known, @Nullable T chosen, ItemLabelGenerator<T> label) {
        Set<T> items = new LinkedHashSet<>(known);
        if (chosen != null) {
            items.add(chosen);
        }
        box.setItemLabelGenerator(label);
        box.setItems(List.copyOf(items));
        box.setValue(chosen);
    }
}
