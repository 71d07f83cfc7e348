package io.tokentally.adapter.persistence.person;

import io.tokentally.adapter.persistence.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every row of every table of the database as text. */
final class WholeDump {

    private final Map<String, List<String>> rows = new TreeMap<>();

    private WholeDump() {}

    static WholeDump of(TestDatabase database) {
        WholeDump dump = new WholeDump();
        List<String> tables = database.asOwner()
                .sql("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
                .query((row, number) -> row.getString("relname"))
                .list();
        for (String table : tables) {
            dump.rows.put(
                    table,
                    database.asOwner()
                            .sql("SELECT held::text AS held FROM public.%s held ORDER BY 1".formatted(table))
                            .query((row, number) -> row.getString("held"))
                            .list());
        }
        return dump;
    }

    /** Rows that hold the text, in whatever case and as bytes, too, by table. */
    Map<String, List<String>> rowsWith(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        Map<String, List<String>> found = new TreeMap<>();
        rows.forEach((table, held) -> {
            List<String> matching = held.stream()
                    .filter(row -> row.toLowerCase(Locale.ROOT).contains(lower) || row.contains(hex))
                    .toList();
            if (!matching.isEmpty()) {
                found.put(table, matching);
            }
        });
        return found;
    }

    /** All rows of the tables that figures are read from. */
    List<String> figures() {
        return Stream.of(
                        "usage_quarter_hours",
                        "usage_days",
                        "usage_series_quarter_hours",
                        "usage_series_days",
                        "usage_caller_days",
                        "sealed_usage")
                .flatMap(table -> rows.getOrDefault(table, List.of()).stream())
                .toList();
    }
}
