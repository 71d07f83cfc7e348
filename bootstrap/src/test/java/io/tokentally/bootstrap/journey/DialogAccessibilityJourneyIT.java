package io.tokentally.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That axe finds nothing on dialogs, on what is shown before anybody signs in, and on what members and operators see. */
@Timeout(600)
class DialogAccessibilityJourneyIT extends Journey {

    @Test
    void axeFindsNothingOnDialogs() {
        Page owner = signIn(page(), "owner@acme.example");

        assertThat(Axe.examine(owner, ShownPage.DIALOGS, "axe-dialogs.txt")).isEmpty();
    }

    @Test
    void axeFindsNothingBeforeSignIn() {
        assertThat(Axe.examine(page(), ShownPage.BEFORE_SIGN_IN, "axe-before-sign-in.txt"))
                .isEmpty();
    }

    @Test
    void axeFindsNothingOnAMembersPages() {
        Page member = signIn(page(), "member@acme.example");

        assertThat(Axe.examine(member, ShownPage.OF_MEMBERS, "axe-member.txt")).isEmpty();
    }

    @Test
    void axeFindsNothingOnAnOperatorsPages() {
        Page operator = page();
        submitSignIn(operator, "operator@demo.example", "demo");
        operator.waitForURL("**/installation**");

        assertThat(Axe.examine(operator, ShownPage.OF_OPERATORS, "axe-operator.txt"))
                .isEmpty();
    }
}
