package io.tokentally.ui.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H1;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("consultant@demo.example")
class ChooseOrganizationViewTest extends SpringBrowserlessTest {

    @Autowired
    private FakeAccess access;

    @Test
    void whoLeftTheChosenOneChoosesAnotherAndNothingChoosesForThem() {
        access.forgetChoice(FakeAccess.CONSULTANT);

        UI.getCurrent().navigate("api-usage");

        assertThat(find(H1.class).single().getText()).isEqualTo("Which organization?");
        test(find(Button.class).withText("Globex").single()).click();
        assertThat(access.viewer().organizationId()).isEqualTo(FakeAccess.GLOBEX);
    }
}
