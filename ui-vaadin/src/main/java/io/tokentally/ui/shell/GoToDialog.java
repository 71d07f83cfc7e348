package io.tokentally.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.Location;
import io.tokentally.domain.text.VisibleText;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes to a page, a view, a model, a person, a key or a call by typing what it is called. */
final class GoToDialog extends Dialog {

    private static final Logger LOG = LoggerFactory.getLogger(GoToDialog.class);

    private final ComboBox<Destination> field = new ComboBox<>();
    private final transient Destinations destinations;

    /** @param pages of the navigation */
    GoToDialog(List<Destination> pages, Destinations destinations) {
        this.destinations = destinations;
        addClassName("tt-go-to");
        setHeaderTitle(getTranslation("shell.go-to"));
        setWidth("36rem");
        field.setAriaLabel(getTranslation("shell.go-to"));
        field.setPlaceholder(getTranslation("shell.go-to.help"));
        field.setWidthFull();
        field.setAutofocus(true);
        field.setAllowCustomValue(true);
        field.setManualValidation(true);
        field.setItemLabelGenerator(destination -> VisibleText.of(destination.name()));
        field.setRenderer(LitRenderer.<Destination>of("""
                        <div class="tt-value"><span class="tt-value-name">${item.name}</span>
                        <span class="tt-value-figures">${item.kind}</span></div>""")
                .withProperty("name", destination -> VisibleText.of(destination.name()))
                .withProperty("kind", this::kind));
        field.setItems(
                (destination, typed) -> destination.matches(typed, kind(destination)),
                Stream.concat(pages.stream(), known().stream()).toList());
        field.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                go(event.getValue());
            }
        });
        field.addCustomValueSetListener(event -> find(event.getDetail()));
        add(field);
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                field.setOpened(true);
            }
        });
    }

    private String kind(Destination destination) {
        return getTranslation("shell.go-to." + destination.kind());
    }

    /** The pages stay to be gone to where the rest cannot be read. */
    private List<Destination> known() {
        try {
            return destinations.all();
        } catch (RuntimeException e) {
            LOG.error("What there is to go to could not be read", e);
            return List.of();
        }
    }

    private void find(String typed) {
        destinations.byId(typed.strip()).ifPresentOrElse(this::go, () -> {
            field.setErrorMessage(getTranslation("shell.go-to.nothing"));
            field.setInvalid(true);
        });
    }

    private void go(Destination destination) {
        close();
        Location location = destination.location();
        UI.getCurrentOrThrow().navigate(location.getPath(), location.getQueryParameters());
    }
}
