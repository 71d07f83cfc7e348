package io.tokentally.ui.chart;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import org.jspecify.annotations.Nullable;

/** A chart of steps, drawn like {@link UsageChart}. */
@Tag("tokentally-chart")
public final class StepChart extends Component implements HasStyle {

    private @Nullable StepData shown;

    public void show(StepData data) {
        shown = data;
        getElement().setPropertyBean("data", data);
    }

    public @Nullable StepData shown() {
        return shown;
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        attachEvent.getUI().getPage().addJsModule(UsageChart.MODULE);
    }
}
