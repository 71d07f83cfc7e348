package io.tokentally.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import io.tokentally.ui.asset.Assets;

/**
 * The HTML page that all views share. Scripts and style sheets are plain files under {@code assets/tokentally}, which
 * needs no sign-in; nothing comes from another host.
 */
@StyleSheet(Aura.STYLESHEET)
@ColorScheme(ColorScheme.Value.SYSTEM)
@Viewport("width=device-width, initial-scale=1")
public class TokentallyShell implements AppShellConfigurator {

    private static final long serialVersionUID = 1L;

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("stylesheet", Assets.address("tokentally.css"));
        settings.addFavIcon("icon", Assets.address("icon.svg"), "any");
        settings.addInlineFromFile(
                Inline.Position.PREPEND, "META-INF/resources/assets/tokentally/theme.js", Inline.Wrapping.JAVASCRIPT);
        settings.addInlineFromFile("META-INF/resources/assets/tokentally/activity.js", Inline.Wrapping.JAVASCRIPT);
    }
}
