package io.tokentally.adapter.persistence.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tables can be distributed by the organization, or organizations spread over servers: keys begin with it, statements name it, and none
 * joins across organizations. What is not so is in the tables of {@code docs/scale.md}, with its reason, and nothing else is.
 */
class ReadyToBeSpreadIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Path DOCUMENT = Path.of("../docs/scale.md");
    private static final Path SOURCES = Path.of("src/main/java");

    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"\\R(.*?)\"\"\"|((?:\"(?:[^\"\\\\\\n]|\\\\.)*\"\\s*\\+?\\s*)+)", Pattern.DOTALL);
    private static final Pattern STATEMENT =
            Pattern.compile("\\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\\b.*", Pattern.DOTALL);

    /** Partitions are as their table is. */
    private static final String TABLES = """
        SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
            AND relname NOT LIKE 'databasechangelog%'\
        """;

    @Test
    void everyKeyBeginsWithTheOrganization() {
        assertThat(DATABASE.asOwner()
                        .sql("""
                            SELECT tables.relname || ': ' || coalesce(pg_get_indexdef(keys.indexrelid), 'no key')
                            FROM pg_class tables
                            LEFT JOIN pg_index keys ON keys.indrelid = tables.oid AND keys.indisunique
                            LEFT JOIN pg_attribute first
                                ON first.attrelid = tables.oid AND first.attnum = keys.indkey[0] AND keys.indkey[0] > 0
                            WHERE tables.relname IN (%s) AND NOT tables.relname = ANY (?)
                                AND coalesce(first.attname, '') NOT IN ('organization_id', 'chain')
                            ORDER BY 1\
                            """.formatted(TABLES))
                        .param(globalTables().keySet().toArray(String[]::new))
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    /** One that does not would lead to another server. */
    @Test
    void everyReferenceBeginsWithTheOrganization() {
        assertThat(DATABASE.asOwner()
                        .sql("""
                            SELECT reference.conrelid::regclass || ': ' || pg_get_constraintdef(reference.oid)
                            FROM pg_constraint reference
                            JOIN pg_class tables ON tables.oid = reference.conrelid
                            JOIN pg_attribute first
                                ON first.attrelid = reference.conrelid AND first.attnum = reference.conkey[1]
                            WHERE reference.contype = 'f' AND tables.relname IN (%s)
                                AND NOT tables.relname = ANY (?) AND first.attname <> 'organization_id'
                            ORDER BY 1\
                            """.formatted(TABLES))
                        .param(globalTables().keySet().toArray(String[]::new))
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void globalTablesAreThere() {
        assertThat(DATABASE.asOwner().sql(TABLES).query(String.class).list())
                .containsAll(globalTables().keySet());
    }

    /** What the application's role and the metering role read is cut by these; that of the owner's functions is below. */
    @Test
    void everyPolicyNamesTheOrganization() {
        assertThat(DATABASE.asOwner()
                        .sql("""
                            SELECT tablename || ' ' || policyname || ' ' || roles::text FROM pg_policies
                            WHERE tablename IN (%s) AND NOT tablename = ANY (?)
                                AND coalesce(qual, with_check) !~ 'organization_id|chain'
                            ORDER BY 1\
                            """.formatted(TABLES))
                        .param(globalTables().keySet().toArray(String[]::new))
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(
                        rows("### Policies over all organizations").keySet());
    }

    @Test
    void everyStatementOfTheDatabasesFunctionsNamesTheOrganization() {
        Set<String> tables = tablesOfOrganizations();
        Map<String, List<String>> faults = new TreeMap<>();
        DATABASE.asOwner()
                .sql("""
                    SELECT proname, prosrc FROM pg_proc
                    WHERE pronamespace = 'public'::regnamespace AND prolang IN (
                        SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql'))\
                    """)
                .query((row, number) -> Map.entry(row.getString("proname"), row.getString("prosrc")))
                .list()
                .forEach(function -> SqlStatements.in(function.getValue()).forEach(statement -> {
                    List<String> without = SqlStatements.withoutOrganization(statement, tables);
                    if (!without.isEmpty()) {
                        faults.put(function.getKey(), without);
                    }
                }));

        assertThat(faults.keySet())
                .as("%s", faults)
                .isEqualTo(rows("### Functions over all organizations").keySet());
    }

    @Test
    void everyStatementOfTheAdaptersNamesTheOrganization() throws IOException {
        Set<String> tables = tablesOfOrganizations();
        Map<String, List<String>> faults = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> literals(file)
                            .flatMap(literal -> SqlStatements.in(literal).stream())
                            .forEach(statement -> {
                                List<String> without = SqlStatements.withoutOrganization(statement, tables);
                                if (!without.isEmpty()) {
                                    faults.put(
                                            String.valueOf(file.getFileName()).replace(".java", ""), without);
                                }
                            }));
        }

        assertThat(faults.keySet())
                .as("%s", faults)
                .isEqualTo(rows("### Statements over all organizations").keySet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SELECT * FROM usage_calls call WHERE call.organization_id = organization              |
        SELECT * FROM public.usage_calls WHERE organization_id = ?                            |
        SELECT * FROM usage_calls                                                             | usage_calls
        SELECT * FROM usage_calls call JOIN usage_series series ON series.number = call.series AND call.organization_id = ? | usage_series
        SELECT * FROM usage_calls JOIN usage_series USING (organization_id, series)           |
        INSERT INTO usage_calls AS call (organization_id, id) SELECT organization, given FROM given |
        SELECT organization_id, id FROM usage_calls ORDER BY organization_id                  | usage_calls
        SELECT 1 FROM usage_calls call WHERE (call.organization_id, call.id) = (?, ?)         |
        INSERT INTO usage_calls (id) VALUES (1)                                               | usage_calls
        DELETE FROM usage_calls WHERE id = 1 -- of organization_id                            | usage_calls
        UPDATE usage_calls SET id = 'organization_id'                                         | usage_calls
        SELECT (SELECT max(number) FROM usage_series) FROM usage_calls call WHERE call.organization_id = ? | usage_series
        SELECT * FROM other, usage_calls call WHERE other.organization_id = ?                 | usage_calls
        """)
    void aStatementThatDoesNotIsFound(String statement, String without) {
        assertThat(SqlStatements.withoutOrganization(
                        SqlStatements.in(statement).getFirst(), Set.of("usage_calls", "usage_series")))
                .isEqualTo(without == null ? List.of() : List.of(without));
    }

    private static Set<String> tablesOfOrganizations() {
        Set<String> tables =
                new TreeSet<>(DATABASE.asOwner().sql(TABLES).query(String.class).list());
        tables.removeAll(globalTables().keySet());
        tables.add("api_usage_logs");
        return tables;
    }

    private static Stream<String> literals(Path file) {
        return LITERAL.matcher(read(file))
                .results()
                .map(literal -> literal.group(1) == null ? joined(literal.group(2)) : literal.group(1))
                .filter(text -> STATEMENT.matcher(text).matches());
    }

    /** Literals that are put together with a plus are one. */
    private static String joined(String literals) {
        return literals.strip().replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("^\"|\"\\s*\\+?\\s*$", "");
    }

    private static Map<String, String> globalTables() {
        return rows("### Tables of no organization");
    }

    /** The rows of a section's table in the document: what is named, and why. */
    private static Map<String, String> rows(String heading) {
        String text = read(DOCUMENT);
        int start = text.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        String section = text.substring(start + heading.length());
        Matcher next = Pattern.compile("\\n##").matcher(section);
        Map<String, String> rows = new TreeMap<>();
        section.substring(0, next.find() ? next.start() : section.length())
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| ", 2))
                .forEach(row -> {
                    assertThat(row).as(String.join(" | ", row)).hasSize(2);
                    for (String name : row[0].split(", ", -1)) {
                        rows.put(name.replace("`", ""), row[1]);
                    }
                });
        return rows;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
