package io.tokentally.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewerTest {

    @Test
    void membersDoNotLookAtTheOrganization() {
        assertThatThrownBy(() -> viewer(Role.MEMBER).requireMayLook(UsageScope.ORGANIZATION))
                .isInstanceOf(AccessRefusedException.class)
                .hasMessage("Only admins and owners see the organization's usage. Ask an owner to change your role.");
    }

    @ParameterizedTest
    @EnumSource
    void everybodyLooksAtTheirOwn(Role role) {
        assertThatCode(() -> viewer(role).requireMayLook(UsageScope.OWN)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"ADMIN", "OWNER"})
    void adminsAndOwnersLookAtTheOrganization(Role role) {
        assertThatCode(() -> viewer(role).requireMayLook(UsageScope.ORGANIZATION))
                .doesNotThrowAnyException();
        assertThat(viewer(role).seesOrganization()).isTrue();
    }

    @Test
    void aMembershipMakesItsViewer() {
        Membership membership =
                new Membership(new UserId("ada"), new OrganizationId("acme"), "Acme Corporation", Role.ADMIN);

        assertThat(membership.viewer(ViewerToken.NONE)).isEqualTo(viewer(Role.ADMIN));
    }

    @Test
    void identifiersAreCheckedWhereTheyAreMade() {
        assertThatThrownBy(() -> new UserId("x".repeat(10_000)))
                .hasMessage("user id must have at most 255 characters, not 10000");
        assertThatThrownBy(() -> new OrganizationId("a\0b"))
                .hasMessage("organization id must not contain the character U+0000");
        assertThat(new UserId(" ada ")).isEqualTo(new UserId("ada")).hasToString("ada");
    }

    private static Viewer viewer(Role role) {
        return new Viewer(new UserId("ada"), new OrganizationId("acme"), role);
    }
}
