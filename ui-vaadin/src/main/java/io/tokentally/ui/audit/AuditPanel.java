package io.tokentally.ui.audit;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.shell.Panel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The entries, with what narrows them down and takes them along. */
class AuditPanel extends Panel {

    private static final String PATH = "api/v1/audit/export.csv";

    private final AuditServices services;
    private final AuditFilterBar filters;
    private final AuditGrid grid;
    private final Anchor export = new Anchor();

    AuditPanel(AuditServices services) {
        super(I18NProvider.translate("audit.entries"), "tt-audit-heading");
        this.services = services;
        this.filters = new AuditFilterBar(this::show);
        this.grid = new AuditGrid(
                (filter, before, limit) -> services.audit().entries(services.viewer(), filter, before, limit), () -> {
                    filters.clear();
                    show(AuditFilter.ALL);
                });
        export.addClassNames("tt-button-link", "tt-export");
        export.setRouterIgnore(true);
        SvgIcon icon = Assets.icon("download");
        export.add(icon, new Span(getTranslation("audit.export")));
        export.getElement().setAttribute("download", true);
        addBesideHeading(export);
        add(filters, grid);
    }

    /** Reads all anew. */
    void load(ZoneId zone) {
        Viewer viewer = services.viewer();
        List<Person> members = services.members();
        filters.show(services.audit().actions(viewer), members, services.clock(), zone);
        grid.setPeople(members, zone);
        show(filters.filter());
    }

    void setCompact(boolean compact) {
        grid.setCompact(compact);
    }

    private void show(AuditFilter filter) {
        grid.show(filter);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("organization", services.viewer().organizationId().value());
        put(parameters, "action", filter.action());
        put(parameters, "person", filter.person());
        put(parameters, "from", instant(filter.from()));
        put(parameters, "to", instant(filter.until()));
        put(parameters, "text", filter.text());
        export.setHref(PATH + "?"
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static @Nullable String instant(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
