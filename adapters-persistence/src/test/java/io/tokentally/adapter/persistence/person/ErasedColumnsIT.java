package io.tokentally.adapter.persistence.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.person.PersonalData;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.person.KnownPerson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever adds a column that can hold text meets this test: what becomes of it when a person is erased? */
class ErasedColumnsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Path DOCUMENT = Path.of("../docs/privacy.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final int TELLS = 1;
    private static final int TELLS_NOT = 3;

    /** By an address as the id, so that what tells of them by the id tells it too. */
    private static final PersonRows ADA = new PersonRows("ada@acme.example", "ada@acme.example", "ada@acme.example");

    private final PersonalData data = new JdbcPersonalData(DATABASE.owner());

    @Test
    void everyColumnThatCanHoldTextIsDecidedAbout() throws IOException {
        Set<String> decided = columns(TELLS);
        decided.addAll(columns(TELLS_NOT));

        // Whatever is no number, no time, no truth and no random id.
        assertThat(decided)
                .containsExactlyInAnyOrderElementsOf(DATABASE.asOwner()
                        .sql("""
                            SELECT relname || '.' || attname AS held FROM pg_attribute
                            JOIN pg_class ON pg_class.oid = attrelid
                            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                                AND relname NOT LIKE 'databasechangelog%' AND attnum > 0 AND NOT attisdropped
                                AND format_type(atttypid, NULL) NOT IN (
                                    'bigint', 'integer', 'smallint', 'numeric', 'boolean', 'uuid', 'date', 'interval', 'integer[]',
                                    'timestamp with time zone')""")
                        .query((row, number) -> row.getString("held"))
                        .list());
    }

    @Test
    void whatTellsOfAPersonTellsNothingOfThemAfterwards() throws IOException {
        DATABASE.asOwner()
                .sql("INSERT INTO organizations VALUES ('acme', 'Acme'), ('globex', 'Globex')")
                .update();
        DATABASE.asOwner()
                .sql(
                        "INSERT INTO accounts VALUES ('oscar', 'oscar', 'Oscar', '{bcrypt}$2a$10$' || repeat('h', 53), false, 'acme')")
                .update();
        DATABASE.asOwner()
                .sql("INSERT INTO memberships VALUES ('oscar', 'acme', 'OWNER')")
                .update();
        ADA.fill(DATABASE);
        assertThat(data.find(Set.of(ADA.address())).keySet()).isEqualTo(columns(TELLS));

        data.erase(new KnownPerson(new UserId(ADA.id()), null), true);

        assertThat(data.find(Set.of(ADA.address()))).isEmpty();
    }

    /** As table and column, of those that one column of the document's table names. */
    private static Set<String> columns(int cell) throws IOException {
        String text = Files.readString(DOCUMENT);
        Set<String> columns = new TreeSet<>();
        text.substring(text.indexOf("## Column by column"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2).split(" ?\\| ?", -1))
                .forEach(cells -> names(cells[cell])
                        .forEach(column -> columns.add(names(cells[0]).getFirst() + "." + column)));
        assertThat(columns).isNotEmpty();
        return columns;
    }

    private static List<String> names(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
