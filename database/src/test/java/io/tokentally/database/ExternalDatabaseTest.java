package io.tokentally.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.start.StartRefusedException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExternalDatabaseTest {

    private static final String URL = "jdbc:postgresql://db.example/tokentally";
    private static final DatabaseLogin APPLICATION = new DatabaseLogin("app", "app-secret");
    private static final DatabaseLogin OWNER = new DatabaseLogin("owner", "owner-secret");

    @Test
    void everyInstanceWorksOutTheSameMeteringRole() {
        DatabaseLogin one = access(OWNER).metering();

        assertThat(access(OWNER).metering()).isEqualTo(one);
        assertThat(access(new DatabaseLogin("owner", "another")).metering().password())
                .isNotEqualTo(one.password());
        assertThat(one.password()).doesNotContain("owner-secret");
    }

    @Test
    void aMeteringRoleThatIsNamedIsTaken() {
        DatabaseLogin named = new DatabaseLogin("writer", "writer-secret");

        assertThat(ExternalDatabase.of(options(APPLICATION, OWNER, named))
                        .access()
                        .metering())
                .isEqualTo(named);
    }

    @Test
    void missingRolesAreNamedWithTheirVariables() {
        assertThatThrownBy(() -> ExternalDatabase.of(options(APPLICATION, null, null)))
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refused -> assertThat(refused.remedy())
                                .startsWith(
                                        "Set TOKENTALLY_DATABASE_OWNER_USERNAME and TOKENTALLY_DATABASE_OWNER_PASSWORD."));
        assertThatThrownBy(() -> ExternalDatabase.of(options(new DatabaseLogin("", ""), OWNER, null)))
                .isInstanceOf(StartRefusedException.class);
    }

    @Test
    void ofAHalfSetPairTheOtherHalfIsNamed() {
        assertThatThrownBy(() -> ExternalDatabase.of(options(APPLICATION, OWNER, new DatabaseLogin("writer", ""))))
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refused ->
                                assertThat(refused.remedy()).startsWith("Set TOKENTALLY_DATABASE_METERING_PASSWORD."));
        assertThatThrownBy(() -> ExternalDatabase.of(options(new DatabaseLogin("", "secret"), OWNER, null)))
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refused -> assertThat(refused.remedy()).startsWith("Set SPRING_DATASOURCE_USERNAME."));
    }

    @Test
    void installationsOnOneServerHaveRolesOfTheirOwn() {
        DatabaseLogin one = roleOf("jdbc:postgresql://db.example/one?sslmode=require");

        assertThat(roleOf("jdbc:postgresql://db.example:5432/one")).isEqualTo(one);
        assertThat(roleOf("jdbc:postgresql://db.example/two").username())
                .startsWith("tokentally_writer_")
                .isNotEqualTo(one.username());
    }

    private static DatabaseLogin roleOf(String url) {
        return ExternalDatabase.of(new DatabaseOptions(Path.of("home"), 0, url, APPLICATION, OWNER, null, null))
                .access()
                .metering();
    }

    @Test
    void theOwnerIsNotLetInAsTheApplication() {
        assertThatThrownBy(() -> ExternalDatabase.of(options(OWNER, OWNER, null)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("row-level security");
    }

    @Test
    void passwordsAreNotPrinted() {
        assertThat(access(OWNER).toString()).doesNotContain("secret");
    }

    private static DatabaseAccess access(DatabaseLogin owner) {
        return ExternalDatabase.of(options(APPLICATION, owner, null)).access();
    }

    private static DatabaseOptions options(
            DatabaseLogin application, @Nullable DatabaseLogin owner, @Nullable DatabaseLogin metering) {
        return new DatabaseOptions(Path.of("home"), 0, URL, application, owner, metering, null);
    }
}
