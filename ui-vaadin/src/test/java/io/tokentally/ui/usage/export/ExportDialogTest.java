package io.tokentally.ui.usage.export;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.tokentally.application.port.in.usage.ExportProgress;
import io.tokentally.application.port.in.usage.ExportProgress.State;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeExports;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.usage.ApiUsageView;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("member@acme.example")
class ExportDialogTest extends SpringBrowserlessTest {

    private static final Pattern ID = Pattern.compile("&id=([0-9a-f-]{36})");

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeExports exports;

    @BeforeEach
    void open() {
        usage.clear();
        exports.reset();
        IntStream.range(0, 4)
                .mapToObj(number -> aUsageRecord()
                        .of(ACME, MEMBER)
                        .at(NOW.minusSeconds(number))
                        .withSeed(number)
                        .build())
                .forEach(usage::add);
        navigate(ApiUsageView.class);
        MenuItem root = find(MenuBar.class)
                .withCondition(
                        bar -> "More ways to export".equals(bar.getElement().getAttribute("aria-label")))
                .single()
                .getItems()
                .getFirst();
        MenuItem item = root.getSubMenu().getItems().stream()
                .filter(candidate -> candidate.getText().equals("All formats…"))
                .findFirst()
                .orElseThrow();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
    }

    @Test
    void eachFormatHasItsAddress() {
        assertThat(formats().getListDataView().getItems()).containsExactly(ExportChoice.values());
        assertThat(address())
                .startsWith("api/v1/usage/export?organization=acme&scope=own&from=2026-09-16&to=2026-10-15&zone=UTC"
                        + "&format=csv&id=");

        for (ExportChoice choice : ExportChoice.values()) {
            formats().setValue(choice);

            assertThat(choice.parameters())
                    .allSatisfy((name, value) -> assertThat(address()).contains("&" + name + "=" + value + "&"));
        }
    }

    @Test
    void tellsHowManyCallsOfHowManyAreWritten() {
        String id = id();
        download();
        poll();
        assertThat(status()).isEqualTo("Waiting for the first calls…");
        assertThat(formats().isEnabled()).isFalse();

        exports.hold(id, new ExportProgress(3, State.RUNNING));
        poll();

        assertThat(status()).isEqualTo("3 of 4 calls written");
        assertThat(find(ProgressBar.class).single().getValue()).isEqualTo(0.75);
    }

    @Test
    void whatIsCompleteIsToldAndAnotherOneHasAnIdOfItsOwn() {
        String id = id();
        download();
        exports.hold(id, new ExportProgress(4, State.COMPLETE));
        poll();

        assertThat(status()).isEqualTo("Complete: 4 calls.");
        assertThat(link().isVisible()).isTrue();
        assertThat(formats().isEnabled()).isTrue();
        assertThat(id()).isNotEqualTo(id);
    }

    @Test
    void theOneUnderWayCanBeStopped() {
        String id = id();
        download();
        exports.hold(id, new ExportProgress(2, State.RUNNING));
        poll();

        test(button("Stop")).click();
        exports.hold(id, new ExportProgress(2, State.STOPPED));
        poll();

        assertThat(exports.stopped()).containsExactly("member@acme.example " + id);
        assertThat(status()).startsWith("Stopped after 2 of 4 calls.");
        assertThat(link().isVisible()).isTrue();
    }

    @Test
    void whatHasNotBegunIsGivenUpAtOnce() {
        download();

        test(button("Stop")).click();

        assertThat(link().isVisible()).isTrue();
        assertThat(formats().isEnabled()).isTrue();
    }

    @Test
    void whatBreaksOffIsTold() {
        String id = id();
        download();
        exports.hold(id, new ExportProgress(1, State.BROKEN));
        poll();

        assertThat(status()).startsWith("It broke off after 1 of 4 calls.");
    }

    @Test
    void callsThatCannotBeCountedAreToldWithoutAWhole() {
        String id = id();
        usage.failWith(new IllegalStateException("no database"));
        download();
        usage.failWith(null);
        exports.hold(id, new ExportProgress(7, State.RUNNING));
        poll();

        assertThat(status()).isEqualTo("7 calls written");
    }

    @Test
    void looksForNewsOftenOnlyAsLongAsAnExportIsUnderWay() {
        assertThat(UI.getCurrent().getPollInterval()).isEqualTo(5_000);
        String id = id();
        download();
        assertThat(UI.getCurrent().getPollInterval()).isEqualTo(2_000);

        exports.hold(id, new ExportProgress(4, State.COMPLETE));
        poll();
        assertThat(UI.getCurrent().getPollInterval()).isEqualTo(5_000);

        download();
        find(Dialog.class).single().close();
        roundTrip();
        assertThat(UI.getCurrent().getPollInterval()).isEqualTo(5_000);
    }

    @SuppressWarnings("unchecked") // The only one within the dialog is that of the formats.
    private RadioButtonGroup<ExportChoice> formats() {
        return find(RadioButtonGroup.class)
                .withCondition(group -> "Format".equals(group.getLabel()))
                .single();
    }

    private Anchor link() {
        return find(Dialog.class)
                .single()
                .getFooter()
                .getElement()
                .getChildren()
                .flatMap(element -> element.getComponent().stream())
                .filter(Anchor.class::isInstance)
                .map(Anchor.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private String address() {
        return link().getHref();
    }

    private String id() {
        Matcher id = ID.matcher(address());
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private Button button(String text) {
        return find(Button.class).withText(text).single();
    }

    private void download() {
        ComponentUtil.fireEvent(link(), new ClickEvent<>(link()));
    }

    private String status() {
        return find(Div.class)
                .withClassName("tt-progress")
                .single()
                .getElement()
                .getTextRecursively();
    }

    private static void poll() {
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
        roundTrip();
    }
}
