package io.tokentally.ui.chart;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chart of several groups over time draws.
 *
 * @param description what there is to see, for those who cannot
 * @param axis how values are written at the axis
 * @param points of the time, in order
 * @param series each with a value for each point
 * @param earlier what all together had at the points of the days before; nothing for none
 * @param hasUnfinished whether the last point is still running
 */
public record SeriesData(
        String description,
        Form form,
        Axis axis,
        List<Point> points,
        List<Series> series,
        @Nullable Series earlier,
        boolean hasUnfinished)
        implements Serializable {

    /** The theme's colours for data are so many; what is left together has one of its own. */
    public static final int MOST_COLORS = 8;

    /** What groups that are left together are drawn in. */
    public static final int COLOR_OF_OTHERS = 0;

    public SeriesData {
        points = List.copyOf(points);
        series = List.copyOf(series);
    }

    /** How it is drawn. */
    public enum Form {
        STACKED,
        LINES
    }

    /** How values are written at the axis. */
    public enum Axis {
        COST,
        COUNT,
        SHARE,
        MILLISECONDS
    }

    /**
     * @param label what stands at the axis
     * @param title what stands over the text on hover
     */
    public record Point(String label, String title) implements Serializable {}

    /** @param color which of the theme's colours for data, from 1 */
    public record Series(String name, int color, List<Value> values) implements Serializable {

        public Series {
            values = List.copyOf(values);
        }
    }

    /**
     * @param value the exact decimal; only the height is drawn from it; nothing where there is none
     * @param text the exact value as people read it
     */
    public record Value(@Nullable String value, String text) implements Serializable {}
}
