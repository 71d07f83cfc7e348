package io.tokentally.ui.chart;

import java.io.Serializable;
import java.util.List;

/**
 * What a chart of prices over time draws: lines that hold still between one change and the next.
 *
 * @param description what there is to see, for those who cannot
 */
public record StepData(String description, List<Line> lines) implements Serializable {

    public StepData {
        lines = List.copyOf(lines);
    }

    /** @param color which of the theme's colours for data, from 1 */
    public record Line(String label, int color, List<Step> steps) implements Serializable {

        public Line {
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param at when it begins, in milliseconds since 1970
     * @param day the same as people read it
     * @param value the exact decimal; only the height is drawn from it
     * @param text the exact value as people read it
     */
    public record Step(long at, String day, String value, String text) implements Serializable {}
}
