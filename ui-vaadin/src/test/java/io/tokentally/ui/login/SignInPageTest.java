package io.tokentally.ui.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.ui.login.DemoSignIns.DemoSignIn;
import io.tokentally.ui.text.BundleTranslations;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignInPageTest {

    @Test
    void asksForNothingButEmailAndPassword() {
        Document page = page(List.of(), Optional.empty());

        Element form = page.expectFirst("form");
        assertThat(form.attr("method")).isEqualTo("post");
        assertThat(form.attr("action")).isEqualTo("login");
        assertThat(form.select("input").eachAttr("name")).containsExactly("username", "password");
        assertThat(form.select("input").eachAttr("autocomplete")).containsExactly("username", "current-password");
        assertThat(page.expectFirst("label[for=username]").text()).isEqualTo("Email");
        assertThat(page.expectFirst("label[for=password]").text()).isEqualTo("Password");
        assertThat(page.select("[role=alert], .tt-login-demo")).isEmpty();
    }

    @Test
    void runsNoScriptAndNoStyleOfItsOwnText() {
        Document page = page(List.of(new DemoSignIn("a@b.example", "x", "A")), Optional.of(SignInNotice.ERROR));

        assertThat(page.select("script:not([src]), style, [style]")).isEmpty();
        assertThat(page.getAllElements().stream()
                        .flatMap(element -> element.attributes().asList().stream())
                        .filter(attribute -> attribute.getKey().startsWith("on")))
                .isEmpty();
        assertThat(page.html()).doesNotContain("{", "http:", "https:");
    }

    @ParameterizedTest
    @CsvSource({
        "error, That did not work",
        "locked, Too many attempts",
        "expired, Your session ended",
        "foreign, That was not sent from here"
    })
    void saysHowOneCameToIt(String parameter, String title) {
        Optional<SignInNotice> notice = SignInNotice.among(Set.of(parameter, "other"));

        assertThat(page(List.of(), notice).expectFirst("[role=alert]").text()).startsWith(title);
        assertThat(notice.orElseThrow().address()).isEqualTo("/login?" + parameter);
    }

    @ParameterizedTest
    @EnumSource(SignInNotice.class)
    void everyNoticeHasItsWords(SignInNotice notice) {
        assertThat(page(List.of(), Optional.of(notice))
                        .expectFirst("[role=alert]")
                        .text())
                .isNotBlank();
    }

    @Test
    void offersTheSignInsOfTheDemoAndEscapesThem() {
        Document page = page(
                List.of(new DemoSignIn("member@acme.example", "de\"mo", "<b>Member</b> of Acme")), Optional.empty());

        Element account = page.expectFirst(".tt-demo-sign-in");
        assertThat(account.attr("data-login")).isEqualTo("member@acme.example");
        assertThat(account.attr("data-password")).isEqualTo("de\"mo");
        assertThat(account.attr("aria-label")).isEqualTo("Fill in <b>Member</b> of Acme: member@acme.example");
        assertThat(page.select("b")).isEmpty();
    }

    @Test
    void aSignInNeverPrintsItsPassword() {
        assertThat(new DemoSignIn("member@acme.example", "hush", "Member of Acme").toString())
                .contains("member@acme.example")
                .doesNotContain("hush");
    }

    private static Document page(List<DemoSignIn> demo, Optional<SignInNotice> notice) {
        return Jsoup.parse(new SignInPage(new BundleTranslations(), new DemoSignIns(demo)).html(notice));
    }
}
