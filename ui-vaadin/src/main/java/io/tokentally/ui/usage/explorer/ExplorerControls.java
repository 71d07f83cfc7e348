package io.tokentally.ui.usage.explorer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Tag;
import io.tokentally.ui.usage.frame.GroupingSelect;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.ChartForm;
import io.tokentally.ui.usage.query.UsageMeasure;
import io.tokentally.ui.usage.query.UsageQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses the figure, what it is told apart by, how it is cut over time and how it is drawn. */
class ExplorerControls extends Div {

    private final Select<UsageMeasure> measure = new Select<>();
    private final GroupingSelect first;
    private final GroupingSelect second;
    private final Select<Grain> grain = new Select<>();
    private final RadioButtonGroup<ChartForm> form = new RadioButtonGroup<>();
    private @Nullable UsageQuery query;

    ExplorerControls(Consumer<UsageQuery> onChange) {
        addClassName("tt-chart-controls");
        measure.setAriaLabel(getTranslation("explorer.measure"));
        measure.setItems(UsageMeasure.values());
        measure.setItemLabelGenerator(item -> getTranslation("usage.measure." + item));
        measure.addClassName("tt-measure");
        measure.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(shown().withMeasure(event.getValue()));
            }
        });
        first = new GroupingSelect("explorer.group.first", chosen -> onChange.accept(grouped(chosen, place(1))));
        second = new GroupingSelect("explorer.group.second", chosen -> onChange.accept(grouped(place(0), chosen)));
        grain.setAriaLabel(getTranslation("explorer.grain"));
        grain.setEmptySelectionAllowed(true);
        grain.setEmptySelectionCaption(getTranslation("explorer.grain.suitable"));
        grain.setPlaceholder(getTranslation("explorer.grain.suitable"));
        grain.setItemLabelGenerator(
                item -> getTranslation(item == null ? "explorer.grain.suitable" : "explorer.grain." + item));
        grain.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(shown().withGrain(event.getValue()));
            }
        });
        form.addClassName("tt-segmented");
        form.setAriaLabel(getTranslation("explorer.form"));
        form.setItems(ChartForm.values());
        form.setItemLabelGenerator(item -> getTranslation("explorer.form." + item));
        form.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(shown().withForm(event.getValue()));
            }
        });
        add(measure, first, second, grain, form);
    }

    /** @param tags that an owner declared */
    void show(ShownUsage usage, List<Tag> tags) {
        query = usage.query();
        measure.setValue(query.measure());
        List<Dimension> known = new ArrayList<>(Arrays.asList(Attribute.values()));
        known.addAll(tags);
        if (!usage.showsOrganization()) {
            known.remove(Attribute.USER);
        }
        Dimension one = place(0);
        Dimension other = place(1);
        first.show(without(known, other), one);
        second.show(without(known, one), other);
        second.setVisible(one != null);
        grain.setItems(Stream.of(Grain.HOUR, Grain.DAY, Grain.WEEK, Grain.MONTH)
                .filter(item -> UsageQuery.fits(item, usage.period()))
                .toList());
        Grain chosen = query.grain();
        grain.setValue(chosen != null && UsageQuery.fits(chosen, usage.period()) ? chosen : null);
        grain.setVisible(query.form() != ChartForm.TABLE);
        form.setItemEnabledProvider(
                item -> usage.query().measure().isSum() || item == ChartForm.LINES || item == ChartForm.TABLE);
        form.setValue(formOf(query));
    }

    /** What does not add up is neither put on top of each other nor summed over time. */
    static ChartForm formOf(UsageQuery shown) {
        return shown.measure().isSum() || shown.form() == ChartForm.TABLE ? shown.form() : ChartForm.LINES;
    }

    private static List<Dimension> without(List<Dimension> known, @Nullable Dimension taken) {
        return known.stream().filter(dimension -> !dimension.equals(taken)).toList();
    }

    private UsageQuery grouped(@Nullable Dimension one, @Nullable Dimension other) {
        return shown().withGrouping(
                        Stream.of(one, other).flatMap(Stream::ofNullable).toList());
    }

    private @Nullable Dimension place(int number) {
        List<Dimension> grouping = shown().grouping();
        return grouping.size() > number ? grouping.get(number) : null;
    }

    private UsageQuery shown() {
        return Objects.requireNonNull(query, "chosen before anything was shown");
    }
}
