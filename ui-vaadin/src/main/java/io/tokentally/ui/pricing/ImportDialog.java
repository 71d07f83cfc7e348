package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.pricing.ImportPricesUseCase.Preview;
import io.tokentally.application.port.in.pricing.ImportPricesUseCase.PriceMapFile;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ImportReview;
import io.tokentally.domain.pricing.PriceDifference;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.ui.chart.StackingTable;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Takes a public price map in: reads the file, shows what differs, and enters it only then. */
class ImportDialog extends ActionDialog {

    private final OwnerServices services;
    private final ZoneId zone;
    private final IntConsumer onDone;
    private final Select<PriceMap.Format> format = new Select<>();
    private final DatePicker from = FieldParsers.requiredDay("prices.version.from");
    private final PriceMapUpload upload = new PriceMapUpload(this::read, this::refuse);
    private final Div result = new Div();
    private final CheckboxGroup<Provider> providers = new CheckboxGroup<>(getTranslation("prices.import.providers"));
    private final TextField reason = FieldParsers.requiredField("prices.version.reason", Provenance.MAX_LENGTH);
    private String fileName = "";
    private byte @Nullable [] content;
    private @Nullable Preview shown;

    /** @param onDone takes how many versions were entered */
    ImportDialog(OwnerServices services, ZoneId zone, IntConsumer onDone) {
        super(I18NProvider.translate("prices.import"), I18NProvider.translate("prices.apply"));
        this.services = services;
        this.zone = zone;
        this.onDone = onDone;
        addClassName("tt-import-dialog");
        format.setLabel(getTranslation("prices.import.format"));
        format.setItems(PriceMap.Format.values());
        format.setItemLabelGenerator(item -> getTranslation("prices.format." + item));
        format.setValue(PriceMap.Format.GENAI_PRICES);
        format.addValueChangeListener(event -> attempt(this::preview));
        from.setValue(LocalDate.ofInstant(services.clock().instant(), zone));
        from.setHelperText(getTranslation("prices.day.help", zone.getId()));
        from.addValueChangeListener(event -> attempt(this::preview));
        providers.setHelperText(getTranslation("prices.import.providers.help"));
        providers.addValueChangeListener(event -> showDifferences());
        providers.setVisible(false);
        reason.setVisible(false);
        result.getElement().setAttribute("role", "status");
        addToForm(OwnRatesDialog.pair(format, from), upload, providers, reason, result);
        setReady(false);
    }

    private void read(String name, byte[] read) {
        fileName = name;
        content = read;
        attempt(this::preview);
    }

    private void refuse(String why) {
        tell(new IllegalArgumentException(why));
    }

    private void preview() {
        byte[] read = content;
        shown = null;
        showDifferences();
        if (read == null) {
            return;
        }
        PriceMapFile asked = new PriceMapFile(
                format.getValue(), fileName, new ByteArrayInputStream(read), FieldParsers.startOf(from, zone));
        Viewer viewer = services.viewer();
        services.work()
                .run(UI.getCurrentOrThrow(), () -> services.imports().preview(viewer, asked), this::show, this::tell);
    }

    private void show(Preview preview) {
        shown = preview;
        providers.setItems(preview.review(Set.of()).differences().stream()
                .filter(difference -> difference.kind() != PriceDifference.Kind.SAME)
                .map(difference -> difference.offered().provider())
                .distinct()
                .sorted(Comparator.comparing(Provider::value))
                .toList());
        showDifferences();
    }

    private void showDifferences() {
        result.removeAll();
        Preview preview = shown;
        providers.setVisible(preview != null);
        reason.setVisible(preview != null);
        if (preview == null) {
            setReady(false);
            return;
        }
        ImportReview review = preview.review(providers.getValue());
        List<PriceDifference> chosen = review.differences();
        long fresh = count(chosen, PriceDifference.Kind.NEW);
        long changed = count(chosen, PriceDifference.Kind.CHANGED);
        result.add(
                new Paragraph(getTranslation(
                        "prices.import.counts", fresh, changed, count(chosen, PriceDifference.Kind.SAME))),
                new DifferenceTable(chosen));
        if (!review.remarks().isEmpty()) {
            result.add(remarks(review.remarks()));
        }
        setReady(fresh + changed > 0);
    }

    private Details remarks(List<PriceMap.Remark> remarks) {
        PagedTable<PriceMap.Remark> table = new PagedTable<>(
                getTranslation("prices.import.remarks", remarks.size()),
                List.of(
                        getTranslation("prices.import.entry"),
                        getTranslation("prices.import.line"),
                        getTranslation("prices.import.remark")),
                remark -> List.of(
                        StackingTable.text(remark.place().entry()),
                        StackingTable.text(formatCount(remark.place().line())),
                        StackingTable.text(remark.what())));
        table.show(remarks);
        return new Details(getTranslation("prices.import.remarks", remarks.size()), table);
    }

    private static long count(List<PriceDifference> differences, PriceDifference.Kind kind) {
        return differences.stream()
                .filter(difference -> difference.kind() == kind)
                .count();
    }

    @Override
    void submit() {
        Preview preview = shown;
        if (preview == null) {
            return;
        }
        String why = FieldParsers.required(reason, OwnRatesDialog::text, "prices.reason.required");
        int versions = services.imports().apply(services.viewer(), preview.map(), providers.getValue(), why);
        close();
        onDone.accept(versions);
    }
}
