package io.tokentally.ui.pricing;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.text.PlainText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks which calls are to be priced again. Only what a dry run has shown can be applied. */
class RepricingDialog extends ActionDialog {

    private final OwnerServices services;
    private final ZoneId zone;
    private final Runnable onStarted;
    private final DatePicker from = FieldParsers.requiredDay("prices.repricing.from");
    private final DatePicker until = FieldParsers.requiredDay("prices.repricing.until");
    private final TextField provider = FieldParsers.field("prices.repricing.provider", Provider.MAX_LENGTH);
    private final TextField model = FieldParsers.field("prices.repricing.model", ModelName.MAX_LENGTH);
    private final Checkbox unpricedOnly = new Checkbox(getTranslation("prices.repricing.unpriced-only"));
    private final TextField reason =
            FieldParsers.requiredField("prices.version.reason", RepricingRequest.MAX_REASON_LENGTH);
    private final Button dryRun = new Button(getTranslation("prices.dry-run"), event -> attempt(this::preview));
    private final Div result = new Div();
    private @Nullable RepricingRequest shown;

    RepricingDialog(OwnerServices services, ZoneId zone, RepricingDraft draft, Runnable onStarted) {
        super(I18NProvider.translate("prices.repricing.new"), I18NProvider.translate("prices.apply"));
        this.services = services;
        this.zone = zone;
        this.onStarted = onStarted;
        from.setValue(draft.from());
        until.setValue(draft.until());
        until.setHelperText(getTranslation("prices.repricing.until.help", zone.getId()));
        provider.setValue(draft.provider());
        provider.setPlaceholder(getTranslation("prices.provider.all"));
        model.setValue(draft.model());
        model.setPlaceholder(getTranslation("prices.repricing.model.all"));
        unpricedOnly.setValue(draft.unpricedOnly());
        reason.setValue(draft.reason());
        result.getElement().setAttribute("role", "status");
        List.of(from, until).forEach(field -> field.addValueChangeListener(event -> forget()));
        List.of(provider, model, reason).forEach(field -> field.addValueChangeListener(event -> forget()));
        unpricedOnly.addValueChangeListener(event -> forget());
        addToForm(
                OwnRatesDialog.pair(from, until),
                OwnRatesDialog.pair(provider, model),
                unpricedOnly,
                reason,
                dryRun,
                result);
        setReady(false);
    }

    private void forget() {
        shown = null;
        result.removeAll();
        setReady(false);
    }

    private RepricingRequest request() {
        Supplier<Instant> firstDay = () -> FieldParsers.startOf(from, zone);
        Supplier<Instant> dayOfEnd = () -> FieldParsers.startOf(until, zone);
        Supplier<@Nullable Provider> of =
                () -> FieldParsers.optional(provider, Provider::new, "prices.own.provider.required");
        Supplier<@Nullable ModelPattern> pattern =
                () -> FieldParsers.optional(model, ModelPattern::new, "prices.own.matches.wrong");
        Supplier<String> why = () -> FieldParsers.required(
                reason,
                text -> PlainText.require("reason", text, RepricingRequest.MAX_REASON_LENGTH),
                "prices.reason.required");
        FieldParsers.readAll(List.of(firstDay, dayOfEnd, of, pattern, why));
        Instant start = firstDay.get();
        Instant lastDay = dayOfEnd.get();
        if (lastDay.isBefore(start)) {
            throw new IllegalArgumentException(getTranslation("prices.repricing.backwards"));
        }
        Instant end = LocalDate.ofInstant(lastDay, zone)
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant();
        return new RepricingRequest(
                new TimeRange(start, end), of.get(), pattern.get(), unpricedOnly.getValue(), why.get());
    }

    private void preview() {
        RepricingRequest request = request();
        Viewer viewer = services.viewer();
        forget();
        dryRun.setEnabled(false);
        services.work()
                .run(
                        UI.getCurrentOrThrow(),
                        () -> services.repricing().preview(viewer, request),
                        totals -> show(request, totals),
                        this::failed);
    }

    private void show(RepricingRequest request, List<RepricedTotals> totals) {
        dryRun.setEnabled(true);
        result.removeAll();
        boolean changes = totals.stream().anyMatch(total -> total.changed() > 0);
        result.add(new Paragraph(getTranslation(changes ? "prices.repricing.would" : "prices.repricing.nothing")));
        if (!totals.isEmpty()) {
            result.add(new RepricedTable(totals));
        }
        shown = request;
        setReady(changes);
    }

    private void failed(Exception problem) {
        dryRun.setEnabled(true);
        tell(problem);
    }

    @Override
    void submit() {
        if (shown != null) {
            services.repricing().start(services.viewer(), shown);
            close();
            onStarted.run();
        }
    }
}
