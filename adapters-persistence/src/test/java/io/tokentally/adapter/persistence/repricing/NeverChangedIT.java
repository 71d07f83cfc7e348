package io.tokentally.adapter.persistence.repricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.UsageLedger;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** The owner of the schema, who may do anything, is kept from changing history by mistake. */
class NeverChangedIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String NEVER_CHANGED = "TT002";

    @BeforeEach
    void fill() {
        DATABASE.bean(UsageLedger.class).post(List.of(aUsageRecord().build()));
    }

    /** Whoever adds a column meets this test: may it ever be another? */
    @ParameterizedTest
    @CsvSource({
        "price_versions, ''",
        "price_discounts, ''",
        "price_withdrawals, ''",
        "repricings, state processed last_id totals",
        "repriced_calls, put_back_at",
        "usage_calls, total_cost cost_lines series rates"
    })
    void noColumnBecomesAnotherButThese(String table, String changing) {
        List<@Nullable String> columns = DATABASE.asOwner()
                .sql(
                        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped")
                .param(table)
                .query(String.class)
                .list();
        assertThat(columns).isNotEmpty();
        Set<String> mayChange = Set.of(changing.split(" "));

        for (String column : columns) {
            if (column != null && !mayChange.contains(column)) {
                assertNeverChanged("UPDATE %s SET %s = DEFAULT".formatted(table, column));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price_versions",
                "price_discounts",
                "price_withdrawals",
                "repricings",
                "repriced_calls",
                "usage_calls"
            })
    void nothingIsRemoved(String table) {
        assertNeverChanged("DELETE FROM " + table);
    }

    private static void assertNeverChanged(String sql) {
        assertThatExceptionOfType(DataAccessException.class)
                .as(sql)
                .isThrownBy(() -> DATABASE.asOwner().sql(sql).update())
                .satisfies(refusal -> assertThat(((SQLException) refusal.getMostSpecificCause()).getSQLState())
                        .as(sql)
                        .isEqualTo(NEVER_CHANGED));
    }
}
