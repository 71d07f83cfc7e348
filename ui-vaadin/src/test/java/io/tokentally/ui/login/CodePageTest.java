package io.tokentally.ui.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.ui.text.BundleTranslations;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodePageTest {

    @Test
    void asksForOneCodeThatPhonesFillIn() {
        Document page = page(Optional.empty());

        Element form = page.expectFirst("form.tt-sign-in");
        assertThat(form.attr("method")).isEqualTo("post");
        assertThat(form.attr("action")).isEqualTo("code");
        Element field = form.expectFirst("input");
        assertThat(field.attr("name")).isEqualTo("code");
        assertThat(field.attr("autocomplete")).isEqualTo("one-time-code");
        assertThat(field.attr("inputmode")).isEqualTo("numeric");
        assertThat(page.expectFirst("form.tt-sign-in-instead").attr("action")).isEqualTo("../logout");
    }

    @Test
    void runsNoScriptAndNoStyleOfItsOwnText() {
        Document page = page(Optional.of(CodeNotice.ERROR));

        assertThat(page.select("script:not([src]), style, [style]")).isEmpty();
        assertThat(page.html()).doesNotContain("{", "http:", "https:");
    }

    @ParameterizedTest
    @EnumSource(CodeNotice.class)
    void everyNoticeHasItsWordsAndItsAddress(CodeNotice notice) {
        assertThat(page(Optional.of(notice)).expectFirst("[role=alert]").text()).isNotBlank();
        assertThat(CodeNotice.among(Set.of(notice.address().replaceFirst(".*\\?", ""))))
                .contains(notice);
    }

    private static Document page(Optional<CodeNotice> notice) {
        return Jsoup.parse(new CodePage(new BundleTranslations()).html(notice));
    }
}
