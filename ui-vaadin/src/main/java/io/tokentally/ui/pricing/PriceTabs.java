package io.tokentally.ui.pricing;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Leads owners from one part of the page to another. */
class PriceTabs extends Composite<Tabs> {

    private final Map<PricesQuery.Tab, Tab> tabs = new EnumMap<>(PricesQuery.Tab.class);
    private PricesQuery.Tab shown = PricesQuery.Tab.MODELS;

    PriceTabs(Consumer<PricesQuery.Tab> onChoice) {
        getContent().addClassName("tt-tabs");
        getContent().getElement().setAttribute("aria-label", getTranslation("prices.tabs"));
        for (PricesQuery.Tab part : PricesQuery.Tab.values()) {
            Tab tab = new Tab(getTranslation("prices.tab." + part));
            tabs.put(part, tab);
            getContent().add(tab);
        }
        getContent()
                .addSelectedChangeListener(event -> tabs.forEach((part, tab) -> {
                    if (tab.equals(event.getSelectedTab()) && part != shown) {
                        onChoice.accept(part);
                    }
                }));
    }

    void show(PricesQuery.Tab part) {
        shown = part;
        getContent().setSelectedTab(tabs.get(part));
    }
}
