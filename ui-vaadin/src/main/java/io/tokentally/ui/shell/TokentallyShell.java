package io.tokentally.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import io.tokentally.ui.asset.Assets;
import java.util.Map;

/**
 * The HTML page that all views share. Scripts and style sheets are plain files under {@code assets/tokentally}, which
 * needs no sign-in; nothing comes from another host.
 */
@StyleSheet(Aura.STYLESHEET)
@ColorScheme(ColorScheme.Value.SYSTEM)
@Push
@Viewport("width=device-width, initial-scale=1")
public class TokentallyShell implements AppShellConfigurator {

    private static final long serialVersionUID = 1L;

    private static final String MOST_CHARTS = "/" + MainLayout.USAGE;

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("stylesheet", Assets.address("tokentally.css"));
        if (showsCharts(settings)) {
            // At once, beside what draws the page, and not in a row behind it.
            settings.addLink(Assets.address("chart.js"), Map.of("rel", "modulepreload"));
            settings.addLink(Assets.address("chart.umd.min.js"), Map.of("rel", "preload", "as", "script"));
        }
        settings.addFavIcon("icon", Assets.address("icon.svg"), "any");
        settings.addInlineFromFile(
                Inline.Position.PREPEND, "META-INF/resources/assets/tokentally/theme.js", Inline.Wrapping.JAVASCRIPT);
        settings.addInlineFromFile("META-INF/resources/assets/tokentally/activity.js", Inline.Wrapping.JAVASCRIPT);
        settings.addInlineFromFile("META-INF/resources/assets/tokentally/connection.js", Inline.Wrapping.JAVASCRIPT);
        settings.addInlineFromFile("META-INF/resources/assets/tokentally/shortcuts.js", Inline.Wrapping.JAVASCRIPT);
    }

    /** Whether what is asked for is the page with most of them, be it as the first of all. */
    private static boolean showsCharts(AppShellSettings settings) {
        String path = settings.getRequest().getPathInfo();
        return path == null || path.equals("/") || path.equals(MOST_CHARTS);
    }
}
