package io.tokentally.ui.audit;

import static io.tokentally.ui.format.TimeFormat.formatInstantInFull;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Paragraph;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.text.ServerText;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is known of an audit entry, with what was before beside what was after. */
class AuditDetails extends Dialog {

    private final BiFunction<@Nullable AuditText, String, String> names;

    /** @param names what a text is called, and what stands in place of none */
    AuditDetails(AuditEntry entry, BiFunction<@Nullable AuditText, String, String> names, ZoneId zone) {
        this.names = names;
        setHeaderTitle(ActionText.of(entry.action()));
        addClassNames("tt-dialog", "tt-audit-details");
        DescriptionList facts = new DescriptionList();
        facts.addClassName("tt-call-facts");
        addFact(facts, "time", formatInstantInFull(entry.at(), zone));
        addFact(facts, "actor", names.apply(entry.actor(), "audit.nobody"));
        if (entry.subjectKind() != null) {
            addFact(facts, "subject-kind", kind(entry.subjectKind()));
        }
        addFact(facts, "subject", names.apply(entry.subject(), "audit.none"));
        addFact(facts, "address", names.apply(entry.address(), "audit.none"));
        addFact(facts, "number", Long.toString(entry.number()));
        addFact(facts, "id", entry.id().toString());
        addFact(facts, "hash", entry.hash());
        add(facts);
        Set<String> fields = new TreeSet<>(entry.before().keySet());
        fields.addAll(entry.after().keySet());
        add(fields.isEmpty() ? new Paragraph(getTranslation("audit.details.nothing")) : changes(entry, fields));
        Button done = new Button(getTranslation("audit.details.close"), event -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    private static String kind(String name) {
        return ServerText.term(ServerText.Term.KIND, name).orElseGet(() -> name.replace('_', ' '));
    }

    private StackingTable changes(AuditEntry entry, Set<String> fields) {
        StackingTable table = new StackingTable(
                getTranslation("audit.details.changes"),
                Stream.of("field", "before", "after")
                        .map(column -> getTranslation("audit.details." + column))
                        .toList());
        table.show(fields.stream()
                .map(field -> List.of(
                        StackingTable.text(FieldText.of(field)),
                        StackingTable.text(names.apply(entry.before().get(field), "audit.none")),
                        StackingTable.text(names.apply(entry.after().get(field), "audit.none"))))
                .toList());
        return table;
    }

    private void addFact(DescriptionList list, String name, String value) {
        list.add(new DescriptionList.Term(getTranslation("audit.column." + name)));
        list.add(new DescriptionList.Description(value));
    }
}
