package io.tokentally.adapter.persistence.report;

import io.tokentally.domain.report.Dimension;

/**
 * How the roll-ups tell a dimension apart.
 *
 * @param value an expression of its value
 * @param filter a condition that a value has, which {@code :name} stands for
 */
record DimensionColumn(String value, String filter) {

    static DimensionColumn of(Dimension dimension) {
        return switch (dimension) {
            case ENDPOINT -> plain("endpoint");
            case PROVIDER -> plain("provider");
            case MODEL ->
                new DimensionColumn("public.base_model(model)", ":model IN (model, public.base_model(model))");
            case USER -> new DimensionColumn("user_id", "user_id = :user");
        };
    }

    private static DimensionColumn plain(String column) {
        return new DimensionColumn(column, column + " = :" + column);
    }
}
