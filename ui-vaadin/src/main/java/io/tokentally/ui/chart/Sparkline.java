package io.tokentally.ui.chart;

import com.vaadin.flow.component.Svg;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A line of figures over time without an axis, for the eye alone: the chart beside it tells them. */
public final class Sparkline extends Svg {

    private static final int WIDTH = 100;
    private static final int HEIGHT = 24;
    private static final String EMPTY = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>";

    public Sparkline() {
        super(EMPTY);
        getElement().getClassList().add("tt-spark");
        getElement().setAttribute("aria-hidden", "true");
    }

    /** Draws the values, from nothing up to the greatest. */
    public void show(List<BigDecimal> values) {
        setSvg(values.size() < 2 ? EMPTY : drawing(values));
    }

    private static String drawing(List<BigDecimal> values) {
        BigDecimal greatest = values.stream().max(BigDecimal::compareTo).orElseThrow();
        String points = IntStream.range(0, values.size())
                .mapToObj(place -> "%s,%s".formatted(x(place, values.size()), y(values.get(place), greatest)))
                .collect(Collectors.joining(" "));
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 -1 %d %d\" preserveAspectRatio=\"none\"><polyline points=\"%s\"/></svg>"
                .formatted(WIDTH, HEIGHT + 2, points);
    }

    private static String x(int place, int count) {
        return BigDecimal.valueOf((long) WIDTH * place)
                .divide(BigDecimal.valueOf(count - 1L), 1, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String y(BigDecimal value, BigDecimal greatest) {
        if (greatest.signum() <= 0) {
            return Integer.toString(HEIGHT);
        }
        return BigDecimal.valueOf(HEIGHT)
                .subtract(value.multiply(BigDecimal.valueOf(HEIGHT)).divide(greatest, 1, RoundingMode.HALF_UP))
                .toPlainString();
    }
}
