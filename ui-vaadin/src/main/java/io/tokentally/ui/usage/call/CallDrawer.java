package io.tokentally.ui.usage.call;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.TimeFormat.formatInstantInFull;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.form.CopyButton;
import io.tokentally.ui.shell.SingleKeys;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/** All of one call, beside the list that it is in; over it where there is no room beside it. */
final class CallDrawer extends Section {

    private final H2 heading = new H2();
    private final Div summary = new Div();
    private final Span place = new Span();
    private final Anchor link = new Anchor();
    private final Code id = new Code();
    private final Div details = new Div();
    private final Button next;
    private final Button previous;

    /**
     * @param onStep to the next call of the list, by 1, or the previous one, by -1
     * @param onClose when somebody has read it
     */
    CallDrawer(IntConsumer onStep, Runnable onClose) {
        addClassName("tt-drawer");
        heading.setId("tt-drawer-heading");
        heading.getElement().setAttribute("tabindex", "-1");
        getElement().setAttribute("aria-labelledby", "tt-drawer-heading");
        previous = button("previous", "chevron", SingleKeys.PREVIOUS, () -> onStep.accept(-1));
        next = button("next", "chevron", SingleKeys.NEXT, () -> onStep.accept(1));
        previous.addClassName("tt-drawer-previous");
        Button close = button("close", "close", "Esc", onClose);
        close.addClassName("tt-drawer-close");
        place.addClassName("tt-drawer-place");
        place.getElement().setAttribute("role", "status");
        Div bar = new Div(previous, next, place, close);
        bar.addClassName("tt-drawer-bar");
        summary.addClassName("tt-drawer-summary");
        add(bar, heading, summary, copying(), details);
        SingleKeys.bind(this, next, previous, close);
        setVisible(false);
    }

    /**
     * @param all that is known of the call
     * @param address by which anybody finds it who may see it
     * @param at where it stands in the list, from 0; nothing where it is not in it
     * @param listed how many are
     */
    void show(UsageRecord call, Component all, String address, ZoneId zone, OptionalInt at, long listed) {
        heading.setText(VisibleText.of(call.attribution().endpoint().value()));
        summary.removeAll();
        summary.add(
                new StatusText(call), new CostText(call.cost()), new Span(formatInstantInFull(call.createdAt(), zone)));
        link.setHref(address);
        link.setText(getTranslation("usage.call.link"));
        id.setText(call.id().toString());
        details.removeAll();
        details.add(all);
        place.setText(
                at.isPresent()
                        ? getTranslation("usage.call.place", formatCount(at.getAsInt() + 1L), formatCount(listed))
                        : getTranslation("usage.call.not-listed"));
        previous.setEnabled(at.isPresent() && at.getAsInt() > 0);
        next.setEnabled(at.isPresent() && at.getAsInt() + 1L < listed);
        setVisible(true);
        getElement().executeJs("this.scrollTop = 0");
    }

    /** Has whoever opened it read on there. */
    void takeFocus() {
        heading.getElement().executeJs("this.focus({preventScroll: true})");
    }

    private Component copying() {
        Span outcome = new Span();
        outcome.addClassName("tt-drawer-copied");
        id.addClassName("tt-drawer-id");
        link.addClassName("tt-drawer-link");
        CopyButton copyLink = new CopyButton("usage.call.link", link, outcome);
        CopyButton copyId = new CopyButton("usage.call.id", id, outcome);
        copyLink.addThemeVariants(ButtonVariant.TERTIARY);
        copyId.addThemeVariants(ButtonVariant.TERTIARY);
        Div buttons = new Div(link, copyLink, copyId, outcome);
        buttons.addClassName("tt-drawer-copy");
        return new Div(id, buttons);
    }

    private Button button(String name, String icon, String key, Runnable action) {
        SvgIcon image = Assets.icon(icon);
        Button button = new Button(image, event -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation("usage.call." + name));
        button.setTooltipText(getTranslation("usage.call.by-key", getTranslation("usage.call." + name), key));
        return button;
    }
}
