package io.tokentally.ui.chart;

import java.io.Serializable;
import java.util.List;

/**
 * What a bar chart draws.
 *
 * @param description what there is to see, for those who cannot
 * @param horizontal whether the bars lie, which leaves room for long labels
 * @param color which of the theme's colours for data, from 1
 * @param axis how to write the values at the axis
 */
public record ChartData(String description, boolean horizontal, int color, Axis axis, List<Bar> bars)
        implements Serializable {

    public ChartData {
        bars = List.copyOf(bars);
    }

    /** How values are written at the axis. */
    public enum Axis {
        COST,
        COUNT
    }

    /**
     * One bar.
     *
     * @param label what stands at the axis
     * @param title what stands over the text on hover
     * @param value the exact decimal; only the bar's length is drawn from it
     * @param text the exact value as people read it
     */
    public record Bar(String label, String title, String value, String text) implements Serializable {}
}
