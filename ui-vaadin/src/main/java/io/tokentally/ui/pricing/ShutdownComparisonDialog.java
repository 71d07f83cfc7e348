package io.tokentally.ui.pricing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.ShutdownComparison;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has the provider asked for the ends of its models, and shows where the price list says otherwise. */
class ShutdownComparisonDialog extends ActionDialog {

    private final OwnerServices services;
    private final Viewer viewer;

    ShutdownComparisonDialog(OwnerServices services) {
        super(I18NProvider.translate("prices.shutdowns"), I18NProvider.translate("prices.shutdowns.ask"));
        this.services = services;
        this.viewer = services.viewer();
        setWidth("44rem");
        addToForm(new Paragraph(getTranslation("prices.shutdowns.text")));
    }

    @Override
    void submit() {
        setReady(false);
        services.work().run(UI.getCurrentOrThrow(), () -> services.shutdowns().compare(viewer), this::show, problem -> {
            tell(problem);
            setReady(true);
        });
    }

    private void show(ShutdownComparison comparison) {
        setDone();
        String provider = comparison.provider().value();
        if (!comparison.told()) {
            addToForm(new Paragraph(getTranslation("prices.shutdowns.silent", provider)));
        } else if (comparison.differences().isEmpty()) {
            addToForm(new Paragraph(getTranslation("prices.shutdowns.agree", provider, comparison.models())));
        } else {
            StackingTable table = new StackingTable(
                    getTranslation("prices.shutdowns"),
                    List.of(
                            getTranslation("prices.column.model"),
                            getTranslation("prices.shutdowns.listed"),
                            getTranslation("prices.shutdowns.told", provider)));
            table.show(comparison.differences().stream().map(this::row).toList());
            addToForm(new Paragraph(getTranslation("prices.shutdowns.differ")), table);
        }
    }

    private List<Component> row(ShutdownComparison.Difference difference) {
        return List.of(
                StackingTable.text(VisibleText.of(difference.model().value())),
                StackingTable.text(day(difference.listed())),
                StackingTable.text(day(difference.told())));
    }

    private String day(@Nullable LocalDate day) {
        return day == null ? getTranslation("prices.shutdowns.none") : day.toString();
    }
}
