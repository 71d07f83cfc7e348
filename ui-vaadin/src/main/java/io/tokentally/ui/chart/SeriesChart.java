package io.tokentally.ui.chart;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import org.jspecify.annotations.Nullable;

/** A chart of several groups over time, drawn like {@link UsageChart}. */
@Tag("tokentally-chart")
public final class SeriesChart extends Component implements HasStyle {

    private @Nullable SeriesData shown;

    /** Draws the data, unless that is what it shows already. */
    public void show(SeriesData data) {
        if (!data.equals(shown)) {
            shown = data;
            getElement().setPropertyBean("data", data);
        }
    }

    public @Nullable SeriesData shown() {
        return shown;
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        attachEvent.getUI().getPage().addJsModule(UsageChart.MODULE);
    }
}
