package io.tokentally.ui.installation;

import static io.tokentally.ui.format.RateFormat.formatPer;
import static io.tokentally.ui.format.RateFormat.formatPrice;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import io.tokentally.domain.pricing.BundleReview.Change;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a price bundle would change, version by version. */
class BundleChangesTable extends Composite<VerticalLayout> {

    /** A whole new book has some hundreds of versions; the rest is told by number. */
    private static final int MAX_ROWS = 300;

    BundleChangesTable(List<Change> changes) {
        getContent().setPadding(false);
        if (changes.isEmpty()) {
            getContent().add(new Paragraph(getTranslation("installation.bundles.no-changes")));
            return;
        }
        StackingTable table = new StackingTable(
                getTranslation("installation.bundles.changes"),
                List.of(
                        getTranslation("installation.bundles.column.kind"),
                        getTranslation("installation.bundles.column.version"),
                        getTranslation("installation.bundles.column.before"),
                        getTranslation("installation.bundles.column.after")));
        table.show(changes.stream().limit(MAX_ROWS).map(this::row).toList());
        getContent().add(table);
        if (changes.size() > MAX_ROWS) {
            getContent().add(new Paragraph(getTranslation("installation.bundles.more", changes.size() - MAX_ROWS)));
        }
    }

    private List<Component> row(Change change) {
        ModelLifecycle shutdown = change.shutdown();
        ModelPrice after = change.after();
        return List.of(
                StackingTable.text(getTranslation("installation.bundles.kind." + change.kind())),
                StackingTable.text(VisibleText.of(shutdown == null ? versionOf(after) : namesOf(shutdown))),
                StackingTable.text(VisibleText.of(textOf(change.before()))),
                StackingTable.text(VisibleText.of(shutdown == null ? textOf(after) : textOf(shutdown))));
    }

    private static String versionOf(@Nullable ModelPrice price) {
        return price == null ? "" : price.version();
    }

    private static String namesOf(ModelLifecycle shutdown) {
        return shutdown.matches().stream().map(ModelPattern::text).collect(Collectors.joining(", "));
    }

    private static String textOf(ModelLifecycle shutdown) {
        return shutdown.replacement() == null
                ? shutdown.shutDown().toString()
                : "%s → %s".formatted(shutdown.shutDown(), shutdown.replacement());
    }

    private String textOf(@Nullable ModelPrice price) {
        if (price == null) {
            return getTranslation("installation.bundles.nothing");
        }
        String rates = price.terms().rates().stream()
                .map(TieredRate::base)
                .map(rate -> getTranslation(
                        "installation.bundles.rate",
                        getTranslation("unit." + rate.unit()),
                        formatPrice(rate),
                        formatPer(rate)))
                .collect(Collectors.joining(", "));
        return price.validity().until() == null
                ? rates
                : getTranslation(
                        "installation.bundles.until",
                        rates,
                        price.validity().until().toString());
    }
}
