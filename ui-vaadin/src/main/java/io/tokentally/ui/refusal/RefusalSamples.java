package io.tokentally.ui.refusal;

import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.shell.Panel;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The newest refused calls, some of them until more are asked for. */
class RefusalSamples extends Panel {

    private static final int AT_FIRST = 20;

    private final Paragraph none = new Paragraph(I18NProvider.translate("refused.samples.none"));
    private final StackingTable table;
    private final Button more = new Button();
    private @Nullable RefusalFigures figures;
    private ZoneId zone = ZoneId.of("UTC");
    private boolean showsAll;

    RefusalSamples() {
        super(I18NProvider.translate("refused.samples"), "tt-refused-samples");
        table = new StackingTable(
                getTranslation("refused.samples"),
                Stream.of("time", "reason", "key", "for", "wanted")
                        .map(column -> getTranslation("refused.column." + column))
                        .toList());
        none.addClassName("tt-candidates-none");
        more.addThemeVariants(ButtonVariant.TERTIARY);
        more.addClickListener(event -> {
            showsAll = true;
            draw();
        });
        add(none, table, more);
    }

    void show(RefusalFigures shown, ZoneId inZone) {
        figures = shown;
        zone = inZone;
        draw();
    }

    private void draw() {
        List<RefusedCall> samples = figures == null ? List.of() : figures.samples();
        int hidden = showsAll ? 0 : Math.max(0, samples.size() - AT_FIRST);
        none.setVisible(samples.isEmpty());
        table.setVisible(!samples.isEmpty());
        more.setVisible(hidden > 0);
        more.setText(getTranslation("refused.samples.more", hidden));
        table.show(samples.stream()
                .limit(samples.size() - (long) hidden)
                .map(this::cells)
                .toList());
    }

    private List<Component> cells(RefusedCall call) {
        return List.of(
                StackingTable.text(formatInstant(call.at(), zone)),
                StackingTable.text(getTranslation("refused.reason." + call.reason())),
                StackingTable.text(key(call)),
                StackingTable.text(call.user() == null ? "–" : name(call.user().value())),
                StackingTable.text(wanted(call)));
    }

    private String key(RefusedCall call) {
        RefusedKey key = call.key();
        if (key != null) {
            return name(key.id().toString());
        }
        return call.unknownKey() == null ? "–" : VisibleText.of(call.unknownKey()) + "…";
    }

    private String name(String id) {
        return figures == null ? VisibleText.of(id) : figures.nameOf(id);
    }

    /** As far as it was known by then; an endpoint that nobody named is called as the operation. */
    private static String wanted(RefusedCall call) {
        String known = Stream.of(call.provider(), call.operation(), call.model(), call.endpoint())
                .filter(Objects::nonNull)
                .map(name -> VisibleText.of(name.toString()))
                .distinct()
                .collect(Collectors.joining(" · "));
        return known.isEmpty() ? "–" : known;
    }
}
