package io.tokentally.ui.pricing;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.ui.shell.Panel;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The models that have a price, with what narrows them down. */
class ModelsPanel extends Panel {

    private final TextField search = new TextField();
    private final ComboBox<Provider> provider = new ComboBox<>();
    private final Span count = new Span();
    private final Button compare;
    private final ModelGrid grid = new ModelGrid();
    private PricesQuery query = PricesQuery.DEFAULT;

    /** @param onCompare has the ends of models compared with what the provider tells, where an owner looks */
    ModelsPanel(Consumer<PricesQuery> onChange, Runnable onCompare) {
        super(I18NProvider.translate("prices.models"), "tt-models");
        search.setAriaLabel(getTranslation("prices.search"));
        search.setPlaceholder(getTranslation("prices.search"));
        search.setClearButtonVisible(true);
        search.setMaxLength(ModelName.MAX_LENGTH);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(query.withSearch(event.getValue()));
            }
        });
        provider.setAriaLabel(getTranslation("prices.provider"));
        provider.setPlaceholder(getTranslation("prices.provider.all"));
        provider.setClearButtonVisible(true);
        provider.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(query.withProvider(event.getValue()));
            }
        });
        count.addClassName("tt-count");
        count.getElement().setAttribute("role", "status");
        addBesideHeading(count);
        compare = new Button(getTranslation("prices.shutdowns.open"), event -> onCompare.run());
        compare.addThemeVariants(ButtonVariant.TERTIARY);
        Div filters = new Div(search, provider, compare);
        filters.addClassName("tt-filters");
        filters.getElement().setAttribute("role", "search");
        add(filters, grid);
    }

    void show(PricesQuery shown, List<PricedModel> all, boolean owner) {
        query = shown;
        compare.setVisible(owner);
        if (!search.getValue().strip().equals(shown.search())) {
            search.setValue(shown.search());
        }
        TreeSet<String> providers = new TreeSet<>();
        all.forEach(model -> providers.add(model.provider().value()));
        if (shown.provider() != null) {
            providers.add(shown.provider().value());
        }
        provider.setItems(providers.stream().map(Provider::new).toList());
        provider.setValue(shown.provider());
        List<PricedModel> found = all.stream().filter(shown::matches).toList();
        count.setText(getTranslation("prices.count", found.size(), all.size()));
        grid.setItems(found);
        grid.setClassName("tt-calls-empty", found.isEmpty());
    }

    void setCompact(boolean compact) {
        grid.setCompact(compact);
    }
}
