package io.tokentally.ui.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.icon.SvgIcon;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

class AssetsTest {

    @Test
    void eachAddressNamesTheVersion() {
        assertThat(Assets.address("tokentally.css")).matches("assets/tokentally/tokentally\\.css\\?v=[0-9a-f]{10}");
        assertThat(Assets.address(Assets.ICONS))
                .endsWith(Assets.address("x").substring("assets/tokentally/x".length()));
    }

    @Test
    void onlyTheAddressOfThisVersionNamesIt() {
        String query = Assets.address("x").replaceFirst(".*\\?", "");

        assertThat(Assets.namesVersion(query)).isTrue();
        assertThat(Assets.namesVersion(query + "0")).isFalse();
        assertThat(Assets.namesVersion("")).isFalse();
        assertThat(Assets.namesVersion(null)).isFalse();
    }

    @Test
    void theVersionFollowsTheContentOfEveryFile() {
        String version = Assets.versionOf(List.of(file("a"), file("b")));

        assertThat(Assets.versionOf(List.of(file("a"), file("b")))).isEqualTo(version);
        assertThat(Assets.versionOf(List.of(file("a"), file("c")))).isNotEqualTo(version);
        assertThat(Assets.versionOf(List.of(file("c"), file("b")))).isNotEqualTo(version);
    }

    @Test
    void ourFilesAreFound() {
        assertThat(Assets.address("")).doesNotContain(Assets.versionOf(List.of()));
    }

    @Test
    void iconsAreSymbolsOfOneFile() {
        SvgIcon icon = Assets.icon("chevron");

        assertThat(icon.getSrc()).isEqualTo(Assets.address("icons.svg"));
        assertThat(icon.getSymbol()).isEqualTo("chevron");
    }

    @Test
    void anIconThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Assets.icon("nothing")).hasMessage("There is no icon 'nothing' in icons.svg");
    }

    private static Resource file(String content) {
        return new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8));
    }
}
