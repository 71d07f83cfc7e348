package io.tokentally.bootstrap.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.bootstrap.StartRefusedException;
import io.tokentally.bootstrap.configuration.TokentallyProperties.Database;
import io.tokentally.bootstrap.configuration.TokentallyProperties.Login;
import org.junit.jupiter.api.Test;

class ExternalDatabaseTest {

    private static final String URL = "jdbc:postgresql://db.example/tokentally";
    private static final Login APPLICATION = new Login("app", "app-secret");
    private static final Login OWNER = new Login("owner", "owner-secret");

    @Test
    void everyInstanceWorksOutTheSameMeteringRole() {
        Login one = access(OWNER).metering();

        assertThat(access(OWNER).metering()).isEqualTo(one);
        assertThat(access(new Login("owner", "another")).metering().password()).isNotEqualTo(one.password());
        assertThat(one.password()).doesNotContain("owner-secret");
    }

    @Test
    void aMeteringRoleThatIsNamedIsTaken() {
        Login named = new Login("writer", "writer-secret");

        assertThat(ExternalDatabase.of(URL, APPLICATION, new Database(0, OWNER, named, null))
                        .access()
                        .metering())
                .isEqualTo(named);
    }

    @Test
    void missingRolesAreNamedWithTheirVariables() {
        assertThatThrownBy(() -> ExternalDatabase.of(URL, APPLICATION, new Database(0, null, null, null)))
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refused -> assertThat(refused.remedy())
                                .contains("SPRING_DATASOURCE_USERNAME", "TOKENTALLY_DATABASE_OWNER_USERNAME"));
        assertThatThrownBy(() -> ExternalDatabase.of(URL, new Login("", ""), new Database(0, OWNER, null, null)))
                .isInstanceOf(StartRefusedException.class);
    }

    @Test
    void theOwnerIsNotLetInAsTheApplication() {
        assertThatThrownBy(() -> ExternalDatabase.of(URL, OWNER, new Database(0, OWNER, null, null)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("row-level security");
    }

    @Test
    void passwordsAreNotPrinted() {
        assertThat(access(OWNER).toString()).doesNotContain("secret");
    }

    private static DatabaseAccess access(Login owner) {
        return ExternalDatabase.of(URL, APPLICATION, new Database(0, owner, null, null))
                .access();
    }
}
