package io.tokentally.ui.chart;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import io.tokentally.ui.asset.Assets;
import org.jspecify.annotations.Nullable;

/** A bar chart, drawn by Chart.js in the browser in the colours of the theme. */
@Tag("tokentally-chart")
public final class UsageChart extends Component implements HasSize, HasStyle {

    static final String MODULE = "context://" + Assets.address("chart.js");

    private @Nullable ChartData shown;

    /** Draws the data, unless that is what it shows already. */
    public void show(ChartData data) {
        if (!data.equals(shown)) {
            shown = data;
            getElement().setPropertyBean("data", data);
        }
    }

    public @Nullable ChartData shown() {
        return shown;
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        // Not by annotation: an annotation asks for a bundle of our own, and so for Node.
        attachEvent.getUI().getPage().addJsModule(MODULE);
    }
}
