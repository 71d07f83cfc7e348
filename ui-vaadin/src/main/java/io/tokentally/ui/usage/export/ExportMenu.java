package io.tokentally.ui.usage.export;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the calls along: the ten known columns at one click, the other ways of writing them behind a menu, and all formats in a dialog. */
public final class ExportMenu extends Div {

    private static final Map<String, String> ALL_COLUMNS = Map.of("columns", "all");
    private static final Map<String, String> FOR_SPREADSHEETS = Map.of("bom", "true");

    private final List<ExportLink> links = new ArrayList<>();

    private final transient ListCallsUseCase calls;
    private final transient FollowExportUseCase exports;
    private @Nullable ShownUsage usage;

    public ExportMenu(ListCallsUseCase calls, FollowExportUseCase exports) {
        this.calls = calls;
        this.exports = exports;
        addClassName("tt-export-menu");
        add(plainLink(), otherWays());
    }

    public void show(ShownUsage shown) {
        usage = shown;
        links.forEach(link -> link.show(shown));
    }

    private ExportLink plainLink() {
        ExportLink link = link(Map.of());
        link.addClassNames("tt-button-link", "tt-export");
        SvgIcon icon = Assets.icon("download");
        link.add(icon, new Span(getTranslation("usage.export")));
        return link;
    }

    private MenuBar otherWays() {
        MenuBar bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.TERTIARY);
        bar.getElement().setAttribute("aria-label", getTranslation("usage.export.more"));
        MenuItem root = bar.addItem(new Span());
        root.getElement().setAttribute("aria-label", getTranslation("usage.export.more"));
        SubMenu menu = root.getSubMenu();
        menu.addItem(menuLink("usage.export.all", ALL_COLUMNS));
        menu.addSeparator();
        menu.addItem(menuLink("usage.export.spreadsheet", FOR_SPREADSHEETS));
        menu.addItem(menuLink("usage.export.spreadsheet.all", both()));
        menu.addSeparator();
        menu.addItem(getTranslation("usage.export.formats"), event -> openDialog());
        return bar;
    }

    private void openDialog() {
        if (usage != null) {
            new ExportDialog(calls, exports, usage).open();
        }
    }

    private ExportLink menuLink(String key, Map<String, String> options) {
        ExportLink link = link(options);
        link.addClassName("tt-menu-link");
        link.setText(getTranslation(key));
        return link;
    }

    private ExportLink link(Map<String, String> options) {
        ExportLink link = new ExportLink(options);
        links.add(link);
        return link;
    }

    private static Map<String, String> both() {
        Map<String, String> both = new TreeMap<>(ALL_COLUMNS);
        both.putAll(FOR_SPREADSHEETS);
        return both;
    }
}
