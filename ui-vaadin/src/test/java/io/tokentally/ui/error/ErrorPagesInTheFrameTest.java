package io.tokentally.ui.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.sidenav.SideNav;
import io.tokentally.ui.fake.BrowserlessApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser(username = "member@acme.example", roles = "MEMBER")
class ErrorPagesInTheFrameTest extends SpringBrowserlessTest {

    @ParameterizedTest
    @CsvSource({
        "no/such/page, There is no such page",
        "people, You cannot see this",
        "prices/openai/no-such-model, There is no such page"
    })
    void whoIsSignedInKeepsTheWayToTheOtherPages(String path, String heading) {
        UI.getCurrent().navigate(path);

        assertThat(find(H1.class).single().getText()).isEqualTo(heading);
        assertThat(find(SideNav.class).exists()).isTrue();
    }
}
