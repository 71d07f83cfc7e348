package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.PriceImport;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.pricing.Withdrawal;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.shell.Panel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the organization pays besides the list: its own rates, imported prices, and discounts. */
class OwnPricesPanel extends Panel {

    private final OwnerServices services;
    private final ZoneId zone;
    private final Div content = new Div();

    OwnPricesPanel(OwnerServices services, ZoneId zone) {
        super(I18NProvider.translate("prices.tab.OWN"), "tt-own-prices");
        this.services = services;
        this.zone = zone;
        Button rates = new Button(
                getTranslation("prices.own.set"),
                event -> new OwnRatesDialog(
                                services,
                                zone,
                                OwnRatesDraft.blank(
                                        LocalDate.ofInstant(services.clock().instant(), zone)),
                                saved -> reload())
                        .open());
        rates.addThemeVariants(ButtonVariant.PRIMARY);
        Button discount = new Button(
                getTranslation("prices.discount.grant"),
                event -> new DiscountDialog(services, zone, this::reload).open());
        Button imports = new Button(
                getTranslation("prices.import"), event -> new ImportDialog(services, zone, this::imported).open());
        Div buttons = new Div(rates, discount, imports);
        buttons.addClassName("tt-panel-buttons");
        addBesideHeading(buttons);
        addClassName("tt-price-panel");
        add(content);
        reload();
    }

    private void reload() {
        content.removeAll();
        OrganizationPricing pricing = services.management().pricing(services.viewer());
        if (pricing.prices().isEmpty() && pricing.discounts().isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("prices.own.none"));
            none.addClassName("tt-candidates-none");
            content.add(none);
        }
        if (!pricing.discounts().isEmpty()) {
            content.add(new H3(getTranslation("prices.discounts")), discounts(pricing));
        }
        List<PriceImport> imports = pricing.imports();
        if (!imports.isEmpty()) {
            content.add(new H3(getTranslation("prices.imports")), imports(imports));
        }
        if (!pricing.prices().isEmpty()) {
            content.add(new H3(getTranslation("prices.own.rates")), rates(pricing));
        }
    }

    private Component imports(List<PriceImport> imports) {
        PagedTable<PriceImport> table = new PagedTable<>(
                getTranslation("prices.imports"),
                List.of(
                        getTranslation("prices.version.source"),
                        getTranslation("prices.version.reason"),
                        getTranslation("prices.imports.versions"),
                        getTranslation("prices.withdraw")),
                taken -> List.of(
                        new SourceLink(taken.source()),
                        StackingTable.text(getTranslation(
                                "prices.version.by",
                                VisibleText.of(taken.reason()),
                                VisibleText.of(taken.author()),
                                formatDate(taken.at(), zone))),
                        StackingTable.text(getTranslation(
                                "prices.imports.count", formatCount(taken.versions()), formatCount(taken.takenBack()))),
                        taken.isTakenBack()
                                ? StackingTable.text(getTranslation("prices.withdrawn"))
                                : takeBack(
                                        getTranslation("prices.imports.of", formatDate(taken.at(), zone)),
                                        reason -> services.imports().takeBack(services.viewer(), taken.at(), reason))));
        table.show(imports);
        return table;
    }

    private void imported(int versions) {
        reload();
        Notification.show(getTranslation("prices.import.done", versions));
    }

    private Component discounts(OrganizationPricing pricing) {
        PagedTable<Discount> table = table(
                "prices.discounts",
                "prices.discount.on",
                "prices.discount.percentage",
                discount -> row(
                        StackingTable.text(onWhat(discount)),
                        discount.percentage().toString(),
                        discount.id(),
                        discount.validity(),
                        discount.provenance(),
                        pricing.withdrawals().get(discount.id())));
        table.show(pricing.discounts().reversed());
        return table;
    }

    private Component rates(OrganizationPricing pricing) {
        PagedTable<ModelPrice> table = table(
                "prices.own.rates",
                "prices.column.model",
                "prices.version.rates",
                price -> row(
                        nameOf(price),
                        TermsText.rates(price.terms()),
                        price.version(),
                        price.validity(),
                        price.provenance(),
                        pricing.withdrawals().get(price.version())));
        List<ModelPrice> all = pricing.prices().reversed();
        table.show(all);
        if (all.size() <= PagedTable.PAGE_SIZE) {
            return table;
        }
        TextField search = new TextField();
        search.setAriaLabel(getTranslation("prices.search"));
        search.setPlaceholder(getTranslation("prices.search"));
        search.setClearButtonVisible(true);
        search.setMaxLength(ModelName.MAX_LENGTH);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(event -> table.show(all.stream()
                .filter(price -> isOf(price, event.getValue().strip()))
                .toList()));
        return new Div(search, table);
    }

    private static boolean isOf(ModelPrice price, String search) {
        return price.model().value().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }

    private <T> PagedTable<T> table(String caption, String first, String second, Function<T, List<Component>> row) {
        return new PagedTable<>(
                getTranslation(caption),
                List.of(
                        getTranslation(first),
                        getTranslation(second),
                        getTranslation("prices.version.from"),
                        getTranslation("prices.version.until"),
                        getTranslation("prices.version.reason"),
                        getTranslation("prices.version.source"),
                        getTranslation("prices.withdraw")),
                row);
    }

    private List<Component> row(
            Component name,
            String figures,
            String id,
            Validity validity,
            Provenance provenance,
            @Nullable Withdrawal withdrawal) {
        Instant until = validity.until();
        return List.of(
                name,
                StackingTable.text(figures),
                StackingTable.text(formatDate(validity.from(), zone)),
                StackingTable.text(until == null ? "–" : formatDate(until, zone)),
                StackingTable.text(getTranslation(
                        "prices.version.by",
                        VisibleText.of(provenance.reason()),
                        VisibleText.of(provenance.author()),
                        formatDate(provenance.recordedAt(), zone))),
                new SourceLink(provenance.source()),
                withdrawal == null
                        ? takeBack(id, reason -> services.management().withdraw(services.viewer(), id, reason))
                        : new WithdrawalNotice(withdrawal, zone));
    }

    private Component takeBack(String id, Consumer<String> act) {
        Button button = new Button(
                getTranslation("prices.withdraw"), event -> new WithdrawDialog(id, act, this::reload).open());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel(getTranslation("prices.withdraw.of", id));
        return button;
    }

    private Component nameOf(ModelPrice price) {
        Span facts = new Span(price.provider() + " · " + price.serviceTier() + " · "
                + getTranslation("prices.origin." + price.provenance().origin()));
        facts.addClassName("tt-version");
        return new Div(new Span(price.model().value()), facts);
    }

    private String onWhat(Discount discount) {
        return discount.provider()
                + (discount.model() == null ? "" : " · " + discount.model())
                + (discount.unit() == null ? "" : " · " + getTranslation("unit." + discount.unit()));
    }
}
