package io.tokentally.ui.usage.performance;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.performance.Speed;
import io.tokentally.domain.performance.SpeedPercentile;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Tag;
import io.tokentally.ui.usage.frame.GroupingSelect;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chooses by what calls are fast, which percentile of it is told, and by what it is told apart. */
final class SpeedControls extends Div {

    private final Select<Speed> speed = new Select<>();
    private final RadioButtonGroup<SpeedPercentile> percentile = new RadioButtonGroup<>();
    private final GroupingSelect group;
    private SpeedFigure shown = SpeedFigure.DEFAULT;

    SpeedControls(Consumer<SpeedFigure> onFigure, Consumer<@Nullable Dimension> onGrouping) {
        addClassName("tt-chart-controls");
        speed.addClassName("tt-measure");
        speed.setAriaLabel(getTranslation("performance.speed"));
        speed.setItems(Speed.values());
        speed.setItemLabelGenerator(item -> getTranslation("performance.speed." + item));
        speed.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onFigure.accept(new SpeedFigure(event.getValue(), shown.percentile()));
            }
        });
        group = new GroupingSelect("usage.group", onGrouping);
        percentile.addClassName("tt-segmented");
        percentile.setAriaLabel(getTranslation("performance.percentile.choose"));
        percentile.setItems(SpeedPercentile.values());
        percentile.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onFigure.accept(shown.with(event.getValue()));
            }
        });
        add(speed, group, percentile);
    }

    /** @param tags that an owner declared */
    void show(ShownUsage usage, SpeedFigure figure, @Nullable Dimension by, List<Tag> tags) {
        shown = figure;
        speed.setValue(figure.speed());
        percentile.setItemLabelGenerator(item -> SpeedText.nameOf(figure.speed(), item));
        percentile.setValue(figure.percentile());
        List<Dimension> known = new ArrayList<>(Arrays.asList(Attribute.values()));
        known.addAll(tags);
        if (!usage.showsOrganization()) {
            known.remove(Attribute.USER);
        }
        group.show(known, by);
    }
}
